"""A table as CSV: UTF-8 with a byte order mark, so that spreadsheets read Chinese; lines end in CR LF (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime

from xuzhi.web.exporting.sheet import Cell, Sheet, is_formula, plain

MARK = "\ufeff"
LINES = 200


class _Lines:
    """What csv writes is picked up here."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def write(self, line: str) -> int:
        self.waiting.append(line)
        return len(line)

    def taken(self) -> bytes:
        lines, self.waiting = self.waiting, []
        return "".join(lines).encode()


def csv_bytes(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces of some hundred lines."""
    lines = _Lines()
    writer = csv.writer(lines)
    lines.write(MARK)
    writer.writerow([_written(head) for head in sheet.heads])
    for row in sheet.rows:
        writer.writerow([_written(cell) for cell in row])
        if len(lines.waiting) >= LINES:
            yield lines.taken()
    yield lines.taken()


def _written(cell: Cell) -> str | int:
    """Numbers as they are; a text that looks like a formula behind an apostrophe, which spreadsheets do not show."""
    value = plain(cell)
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if is_formula(value) else value
        case datetime():
            return value.isoformat(sep=" ")
        case date():
            return value.isoformat()
    return value if isinstance(value, int) else str(value)
