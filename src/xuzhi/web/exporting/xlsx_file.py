"""A table as XLSX by openpyxl's write-only workbook: rows go to a file on the disk as they come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.styles.styleable import StyleArray
from openpyxl.utils import get_column_letter

from xuzhi.web.exporting.sheet import Cell, Sheet, is_formula, plain, sheet_name

LONGEST = 32_767  # characters that a cell of XLSX may hold
WIDTH = 18
DAY, INSTANT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


def write_xlsx(sheet: Sheet, file: IO[bytes]) -> None:
    """Write the whole workbook to the file."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet_name(sheet.title))
    page.freeze_panes = "A2"
    for place in range(1, len(sheet.heads) + 1):
        page.column_dimensions[get_column_letter(place)].width = WIDTH
    page.append(list(_heads(page, sheet)))
    for row in sheet.rows:
        page.append([_cell(page, each) for each in row])
    book.save(file)


def _heads(page: Any, sheet: Sheet) -> Iterator[WriteOnlyCell]:
    for head in sheet.heads:
        cell = _text(page, head)
        cell.font = Font(bold=True)
        yield cell


def _cell(page: Any, cell: Cell) -> Any:
    value = plain(cell)
    if isinstance(value, str):
        return _text(page, value)
    if isinstance(value, date):
        written = WriteOnlyCell(page, value)
        written.number_format = INSTANT if isinstance(value, datetime) else DAY
        return written
    return value


def _text(page: Any, text: str) -> WriteOnlyCell:
    """A text whatever it begins with; one that looks like a formula keeps being text when somebody edits it."""
    cell = WriteOnlyCell(page, "")
    # Set past openpyxl's guess, which takes "=1+1" for a formula and "#N/A" for an error.
    cell._value = str(plain(text))[:LONGEST]
    cell.data_type = "s"
    if is_formula(text):
        cell._style = StyleArray()
        cell._style.quotePrefix = 1
    return cell
