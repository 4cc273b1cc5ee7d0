"""What is written, and how a cell is kept from being taken for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from xuzhi.kernel.roc import TAIPEI

type Cell = str | int | Decimal | date | datetime | None

# What spreadsheets begin a formula with, the full-width forms among them, that some of them read alike.
BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """A table to be written: `rows` are read once, and only as fast as they are sent."""

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would read the text as something to compute, also behind blanks."""
    return text.startswith(BEGINS) or text.lstrip(" \u3000").startswith(BEGINS)


def plain(cell: Cell) -> Cell:
    """The cell as it stands in a file: instants by Taipei's clock, texts without what no file may hold."""
    if isinstance(cell, datetime):
        return cell.astimezone(TAIPEI).replace(tzinfo=None, microsecond=0)
    if isinstance(cell, str):
        return _NOT_IN_XML.sub("", cell)
    return cell


def sheet_name(title: str) -> str:
    """The title as the name of a sheet: at most 31 characters, none of those that spreadsheets forbid there."""
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip() or "1"
