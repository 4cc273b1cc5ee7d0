"""A table as ODS. odfdo makes the document around it; the rows are written into it one by one, as no document in
memory would hold thousands of them cheaply."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape

from odfdo import Document, Row, Table

from xuzhi.web.exporting.sheet import Cell, Sheet, plain, sheet_name

CONTENT = "content.xml"
HERE = "the rows of the table"
ROW, ROW_END = b"<table:table-row", b"</table:table-row>"


def write_ods(sheet: Sheet, file: IO[bytes]) -> None:
    """Write the whole document to the file."""
    around = _document(sheet.title)
    with zipfile.ZipFile(around) as empty, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as full:
        for entry in empty.infolist():
            content = empty.read(entry)
            if entry.filename != CONTENT:
                full.writestr(entry, content)
                continue
            before, after = _around(content)
            rewritten = zipfile.ZipInfo(CONTENT, entry.date_time)
            rewritten.compress_type = zipfile.ZIP_DEFLATED
            with full.open(rewritten, "w", force_zip64=True) as rows:
                rows.write(before)
                for row in _rows(sheet):
                    rows.write(row.encode())
                rows.write(after)


def _document(title: str) -> io.BytesIO:
    """A spreadsheet with one table, and in it one row that says where the rows belong."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table(sheet_name(title))
    row = Row()
    row.set_value(0, HERE)
    table.append_row(row)
    document.body.append(table)
    made = io.BytesIO()
    document.save(made)
    made.seek(0)
    return made


def _around(content: bytes) -> tuple[bytes, bytes]:
    place = content.index(HERE.encode())
    start = content.rindex(ROW, 0, place)
    end = content.index(ROW_END, place) + len(ROW_END)
    return content[:start], content[end:]


def _rows(sheet: Sheet) -> Iterator[str]:
    yield _row(sheet.heads)
    for row in sheet.rows:
        yield _row(row)


def _row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(_cell(plain(cell)) for cell in cells)}</table:table-row>"


def _cell(value: Cell) -> str:
    """A cell with its type, so that nothing in it is computed."""
    match value:
        case None | "":
            return "<table:table-cell/>"
        case int() | Decimal():
            return _typed("float", "value", str(value), str(value))
        case datetime():
            return _typed("date", "date-value", value.isoformat(), value.isoformat(sep=" "))
        case date():
            return _typed("date", "date-value", value.isoformat(), value.isoformat())
    lines = "".join(f"<text:p>{_text(line)}</text:p>" for line in str(value).splitlines() or [""])
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _typed(kind: str, attribute: str, value: str, shown: str) -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


def _text(line: str) -> str:
    """Blanks and tabs in ODF's own words, or readers would fold them."""
    folded = escape(line).replace("\t", "<text:tab/>")
    while "  " in folded:
        folded = folded.replace("  ", " <text:s/>", 1)
    return folded
