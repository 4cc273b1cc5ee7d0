"""A file of usage records: CSV or XLSX, its first row naming the columns. Pure."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from xuzhi.kernel.texts import say
from xuzhi.marketplace.usage.lines import UsageLine
from xuzhi.marketplace.usage.refusals import ColumnsMissing, FileUnreadable, NoLines, TooManyLines

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "cp950")

COLUMNS = {
    "subscription": ("subscription", "訂閱編號", "訂閱"),
    "period": ("period", "期間", "日期", "月份"),
    "measure": ("measure", "計數項目", "項目"),
    "value": ("value", "數值", "使用量"),
    "record_id": ("record_id", "紀錄編號"),
}
"""What each column may be called; the last one may be left out."""
OPTIONAL = {"record_id"}
SPACES = " \t\r\n\u3000\u00a0"


def lines_in(content: bytes, name: str, *, most: int) -> list[UsageLine]:
    """The lines, numbered as the rows of the file; empty rows are no lines. Raises FileUnreadable, ColumnsMissing,
    NoLines, TooManyLines."""
    if len(content) > MOST_BYTES:
        raise FileUnreadable(name=name)
    rows = _xlsx(content, name) if content[:2] == b"PK" else _csv(content, name)
    try:
        heads = [str(each or "").strip() for each in next(rows, [])]
        place = _places(heads)
        lines = [
            _line(row, place, nth)
            for nth, row in enumerate(rows, 2)
            if any(str(cell if cell is not None else "").strip() for cell in row)
        ]
    except (csv.Error, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        raise FileUnreadable(name=name) from None
    if not lines:
        raise NoLines()
    if len(lines) > most:
        raise TooManyLines(count=len(lines), most=most)
    return lines


def column_names() -> list[str]:
    """What the columns are called in a template, in the reader's language."""
    return [say(f"marketplace/usage.column_{name}") for name in COLUMNS]


def _places(heads: Sequence[str]) -> dict[str, int]:
    known = {alias.casefold(): name for name, aliases in COLUMNS.items() for alias in aliases}
    known |= {say(f"marketplace/usage.column_{name}").casefold(): name for name in COLUMNS}
    place = {known[head.casefold()]: nth for nth, head in enumerate(heads) if head.casefold() in known}
    missing = [name for name in COLUMNS if name not in place and name not in OPTIONAL]
    if missing:
        comma = say("marketplace/usage.comma")
        names = comma.join(say(f"marketplace/usage.column_{name}") for name in missing)
        raise ColumnsMissing(missing=names, found=comma.join(head for head in heads if head)[:200] or "—")
    return place


def _line(row: Sequence[Any], place: dict[str, int], nth: int) -> UsageLine:
    cells = {name: row[at] if at < len(row) else None for name, at in place.items()}
    return UsageLine(
        subscription=_text(cells["subscription"]),
        period=cells["period"],
        measure=_text(cells["measure"]),
        value=cells["value"],
        record_id=_text(cells.get("record_id")),
        line=nth,
    )


def _text(cell: Any) -> str:
    """Without the spaces around it; characters that cannot be seen are no spaces: the line says that it has them."""
    return "" if cell is None else str(cell).strip(SPACES)


def _csv(content: bytes, name: str) -> Iterator[Sequence[Any]]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text.partition("\n")[0]:  # names of columns have none: it is no table
            return iter(csv.reader(io.StringIO(text, newline=""), strict=True))
    raise FileUnreadable(name=name)


def _xlsx(content: bytes, name: str) -> Iterator[Sequence[Any]]:
    """The first sheet, as values: nothing in it is computed."""
    from openpyxl import load_workbook  # few bring a workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise FileUnreadable(name=name)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return iter(book.worksheets[0].iter_rows(values_only=True))
    except FileUnreadable:
        raise
    except Exception:  # whatever a file that only looks like one makes the reader say
        raise FileUnreadable(name=name) from None
