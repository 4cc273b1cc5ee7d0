"""Lists of funded plans as they come: CSV in UTF-8 or Big5, XLSX, or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xuzhi.grants.likeness.refusals import FundedFileInvalid
from xuzhi.grants.maths.likeness import SHINGLE, bare
from xuzhi.kernel.ubn import is_ubn
from xuzhi.registers.readers.shape import read_json
from xuzhi.registers.readers.tables import read_table

MOST_PLANS, LONGEST = 5000, 200_000
ROC_OFFSET = 1911
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("計畫名稱", "名稱", "title"),
    "firm_name": ("公司名稱", "廠商名稱", "執行單位", "受補助單位", "firm"),
    "firm_ubn": ("統一編號", "ubn"),
    "year": ("年度", "核定年度", "year"),
    "authority": ("主管機關", "補助機關", "機關", "authority"),
    "text": ("計畫內容", "計畫摘要", "摘要", "內容", "text"),
}
NEEDED = ("title", "text")


@dataclass(frozen=True)
class FundedRow:
    """One plan of a list."""

    title: str
    firm_name: str
    firm_ubn: str
    year: int
    authority: str
    text: str


def read_funded(content: bytes) -> tuple[list[FundedRow], list[int]]:
    """The plans, and the lines that have no title or no text. Raises ShapeDiffers, FundedFileInvalid."""
    rows: list[FundedRow] = []
    bad: list[int] = []
    for line, cells in _json_rows(content) if content.lstrip()[:1] in (b"[", b"{") else _table_rows(content):
        row = _row(cells)
        if not row.title or len(bare(row.text).text) < SHINGLE:
            bad.append(line)
        elif len(rows) == MOST_PLANS:
            raise FundedFileInvalid(code="grants/likeness.too_many", most=MOST_PLANS)
        else:
            rows.append(row)
    if not rows:
        raise FundedFileInvalid(code="grants/likeness.no_plans")
    return rows, bad


def _table_rows(content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for row in read_table(content, COLUMNS, NEEDED):
        yield row.line, row.cells


def _json_rows(content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    found = read_json(content)
    listed = found.get("plans") if isinstance(found, Mapping) else found
    if not isinstance(listed, list):
        raise FundedFileInvalid(code="grants/likeness.no_plans")
    for number, each in enumerate(listed, 1):
        given = each if isinstance(each, Mapping) else {}
        yield number, {name: next((given[key] for key in keys if key in given), "") for name, keys in COLUMNS.items()}


def _row(cells: Mapping[str, Any]) -> FundedRow:
    text = {name: str(cells.get(name) or "").strip() for name in COLUMNS}
    ubn = text["firm_ubn"]
    return FundedRow(
        title=text["title"][:300],
        firm_name=text["firm_name"][:200],
        firm_ubn=ubn if is_ubn(ubn) else "",
        year=_year(text["year"]),
        authority=text["authority"][:200],
        text=text["text"][:LONGEST],
    )


def _year(text: str) -> int:
    """115, 115年度 and 2026 are the same year; 0 for what is none."""
    found = re.search(r"\d{2,4}", text)
    number = int(found.group()) if found else 0
    return number + ROC_OFFSET if 0 < number < 1000 else number
