"""The rows of a CSV, XLSX or ODS file as texts; nothing in it is computed. Pure."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from xuzhi.grants.lists.refusals import ListTooLong, ListUnreadable

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 5_000
ENCODINGS = ("utf-8-sig", "cp950")
"""cp950 is what spreadsheets in Taiwan call Big5."""

type Line = tuple[int, Sequence[Any]]


def lines_of(content: bytes, name: str) -> list[Line]:
    """The rows that hold anything, each with its number in the file, the head first. Raises ListUnreadable,
    ListTooLong."""
    if not content or len(content) > MOST_BYTES:
        raise ListUnreadable(name=name)
    try:
        rows = _packed(content, name) if content[:2] == b"PK" else _csv(content, name)
        lines = [(number, row) for number, row in enumerate(rows, 1) if any(text_of(cell) for cell in row)]
    except ListUnreadable:
        raise
    except Exception:  # whatever a file that only looks like one makes its reader say
        raise ListUnreadable(name=name) from None
    if len(lines) - 1 > MOST_ROWS:
        raise ListTooLong(count=len(lines) - 1, most=MOST_ROWS)
    return lines


def text_of(cell: Any) -> str:
    """A cell as one would type it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip(" \t\r\n\u3000\u00a0\ufeff")


def _csv(content: bytes, name: str) -> Iterable[list[Any]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _split(content.decode("utf-16"))
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return _split(text)
    raise ListUnreadable(name=name)


def _split(text: str) -> Iterable[list[Any]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _packed(content: bytes, name: str) -> Iterable[Sequence[Any]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
            raise ListUnreadable(name=name)
        names = packed.namelist()
        if "content.xml" in names:
            if b"<!DOCTYPE" in packed.read("content.xml")[:4096]:
                raise ListUnreadable(name=name)
            return _ods(content)
    return _xlsx(content)


def _xlsx(content: bytes) -> Iterable[Sequence[Any]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def _ods(content: bytes) -> Iterable[Sequence[Any]]:
    from odfdo import Document

    sheet = Document(io.BytesIO(content)).body.get_tables()[0]
    return [list(row) for row in sheet.iter_values()]
