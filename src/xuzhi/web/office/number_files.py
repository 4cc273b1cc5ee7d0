"""What a file of business numbers holds, as text: XLSX and ODS sheet by sheet, CSV and other text as it is."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from xuzhi.documents.inspection.xml_parts import Unreadable, part_of
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.ubn import BusinessNumberInvalid, check_ubn

LARGEST_FILE = 1024 * 1024
LARGEST_UNPACKED = 48 * LARGEST_FILE
MOST_ROWS = 20_000
ENCODINGS = ("utf-8-sig", "cp950")
ZIP, OLE, WIDE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", (b"\xff\xfe", b"\xfe\xff")
DIGITS = range(6, 8)
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, KeyError, IndexError, ValueError, OverflowError, TypeError, AttributeError,
    SyntaxError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip


def texts_in(content: bytes) -> list[str]:
    """The texts of the file, one a sheet; lines are rows, tabs part the cells. Raises Refusal for what cannot be read,
    or is larger than a list of business numbers, each with its own code."""
    if len(content) > LARGEST_FILE:
        raise Refusal(code="web/office.look_up_file_too_large")
    if content.startswith(OLE):
        raise _unreadable()
    if content.startswith(ZIP):
        return ["\n".join(rows) for rows in _sheets(content)]
    text = _decoded(content)
    _check_rows(sum(1 for line in text.splitlines() if line.strip()))
    return [text]


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith(WIDE) else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refusal(code="web/office.look_up_file_unreadable")


def _sheets(content: bytes) -> list[list[str]]:
    """The filled rows of every sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise Refusal(code="web/office.look_up_file_too_large")
            if "xl/workbook.xml" in names:
                sheets = _xlsx(content)
            elif "content.xml" in names:
                sheets = _ods(part_of(archive, "content.xml"))
            else:
                raise _unreadable()
            read = [list(islice(rows, MOST_ROWS + 1)) for rows in sheets]
    except (Unreadable, *_DAMAGED):
        raise _unreadable() from None
    _check_rows(sum(map(len, read)))
    return read


def _xlsx(content: bytes) -> Iterator[Iterator[str]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its own size is not always so
        yield _filled(map(_said, row) for row in sheet.iter_rows(values_only=True))


def _ods(root: Any) -> Iterator[Iterator[str]]:
    for table in root.iter(f"{TABLE}table"):
        rows = table.iter(f"{TABLE}table-row")
        yield _filled(map(_cell, row.iter(f"{TABLE}table-cell")) for row in rows)


def _filled(rows: Iterator[Iterator[str]]) -> Iterator[str]:
    lines = ("\t".join(" ".join(cell.split()) for cell in row) for row in rows)
    return (line for line in lines if line.strip())


def _cell(cell: Any) -> str:
    value = cell.get(f"{OFFICE}value")
    if value is not None and cell.get(f"{OFFICE}value-type") == "float":
        return _said(float(value))
    return "".join(cell.itertext())


def _said(value: Any) -> str:
    """A cell as text. Sheets drop the noughts that a business number begins with where they take it for a number."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return str(value)
    text = str(int(value))
    return text.zfill(8) if len(text) in DIGITS and _is_number(text.zfill(8)) else text


def _is_number(text: str) -> bool:
    try:
        check_ubn(text)
    except BusinessNumberInvalid:
        return False
    return True


def _check_rows(count: int) -> None:
    if count > MOST_ROWS:
        raise Refusal(code="web/office.look_up_file_too_many_rows", most=f"{MOST_ROWS:,}")


def _unreadable() -> Refusal:
    return Refusal(code="web/office.look_up_sheet_unreadable")
