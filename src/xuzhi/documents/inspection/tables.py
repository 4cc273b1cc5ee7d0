"""Data files opened and read: which fields they have, how many rows, in which encoding. Values are not kept."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.xml_parts import Unreadable

MOST_FIELDS = 200
_LONGEST_FIELD = 80
_LOOKED_AT = 4096
_WIDE = [("utf-16", "utf-16")]
_NARROW = [("utf-8-sig", "utf-8"), ("cp950", "big5")]


@dataclass(frozen=True)
class Table:
    """`rows` without the heading; `table` is the sheet or the element that repeats; `encoding` of text files."""

    format: str
    rows: int
    fields: tuple[str, ...]
    encoding: str = ""
    table: str = ""
    file: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "table": self.table,
            "format": self.format,
            "encoding": self.encoding,
            "rows": self.rows,
            "fields": list(self.fields),
        }


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding: utf-8, utf-16 or big5. Raises Unreadable."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for codec, name in _WIDE if wide else _NARROW:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise Unreadable("inspection_encoding")


def csv_table(content: bytes) -> list[Table]:
    """The first row that holds anything is the heading. Raises Unreadable."""
    text, encoding = decoded(content)
    rows = _filled(csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text)))
    try:
        heading = next(rows, None)
        if heading is None:
            raise Unreadable("inspection_no_rows")
        return [Table("csv", sum(1 for _ in rows), _fields(heading), encoding)]
    except csv.Error:
        raise Unreadable("inspection_csv_damaged") from None


def _delimiter(text: str) -> str:
    """The sign that stands most in the first line: comma, tab or semicolon."""
    first = next((line for line in text[:_LOOKED_AT].splitlines() if line.strip()), "")
    return max(",\t;", key=first.count)


def json_document(content: bytes) -> tuple[Any, str]:
    """The document and its encoding. Raises Unreadable."""
    text, encoding = decoded(content)
    try:
        return json.loads(text), encoding
    except (ValueError, RecursionError):
        raise Unreadable("inspection_json_damaged") from None


def json_tables(document: Any, encoding: str) -> list[Table]:
    """A list of objects is a table; in an object, each list of objects is one, under its key; else the object is."""
    if isinstance(document, list):
        return [_records("json", document, encoding, "")]
    if isinstance(document, Mapping):
        lists = [(str(key), value) for key, value in document.items() if _is_records(value)]
        if lists:
            return [_records("json", value, encoding, key[:_LONGEST_FIELD]) for key, value in lists]
        return [Table("json", 1, _fields(map(str, document)), encoding)]
    raise Unreadable("inspection_no_rows")


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _records(kind: str, rows: Sequence[Any], encoding: str, name: str) -> Table:
    keys = dict.fromkeys(str(key) for row in rows if isinstance(row, Mapping) for key in row)
    return Table(kind, len(rows), _fields(keys), encoding, name)


def xml_tables(root: Any, encoding: str) -> list[Table]:
    """The element that repeats nearest to the root is the row; its children and attributes are the fields."""
    rows = _repeated(root)
    if not rows:
        return [Table("xml", 1, _fields(_parts(root)), encoding, _local(root))]
    keys = dict.fromkeys(part for row in rows for part in _parts(row))
    return [Table("xml", len(rows), _fields(keys), encoding, _local(rows[0]))]


def _repeated(root: Any) -> list[Any]:
    level = [root]
    while level:
        for parent in level:
            by_name: dict[str, list[Any]] = {}
            for child in parent:
                if isinstance(child.tag, str):
                    by_name.setdefault(child.tag, []).append(child)
            most = max(by_name.values(), key=len, default=[])
            if len(most) > 1:
                return most
        level = [child for parent in level for child in parent if isinstance(child.tag, str)]
    return []


def _parts(element: Any) -> list[str]:
    return [*map(str, element.attrib), *(_local(child) for child in element if isinstance(child.tag, str))]


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def xlsx_tables(path: Path) -> list[Table]:
    """One a sheet that holds anything. Raises Unreadable."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    tables = []
    with path.open("rb") as source:  # by its name openpyxl would judge its kind
        try:
            book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError):
            raise Unreadable("inspection_workbook_damaged") from None
        for sheet in book.worksheets:
            rows = _filled(sheet.iter_rows(values_only=True))
            heading = next(rows, None)
            if heading is not None:
                tables.append(Table("xlsx", sum(1 for _ in rows), _fields(heading), table=sheet.title))
        book.close()
    return tables


def _filled(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows with anything in them."""
    return (row for row in rows if any(cell is not None and str(cell).strip() for cell in row))


def _fields(names: Iterable[Any]) -> tuple[str, ...]:
    """Names that are there, in order, each once."""
    shown = (" ".join(str(name).split())[:_LONGEST_FIELD] for name in names if name is not None)
    return tuple(dict.fromkeys(name for name in shown if name))[:MOST_FIELDS]
