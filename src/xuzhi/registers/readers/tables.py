"""Rows of a table with a heading somewhere near its top: CSV in UTF-8 or Big5, or the first sheet of an XLSX."""

import csv
import html
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.registers.names import fold
from xuzhi.registers.readers.shape import ShapeDiffers, text_of

HEADING_WITHIN = 12
LARGEST_UNPACKED = 400 * 1024 * 1024
Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class TableRow:
    """`cells` by the names of this house, None where the table has no such column; `raw` by the table's headings."""

    line: int
    cells: Mapping[str, Any]
    raw: Mapping[str, str]


def read_table(content: bytes, columns: Mapping[str, Sequence[str]], needed: tuple[str, ...]) -> Iterator[TableRow]:
    """The rows below the heading, without the empty ones.

    `columns` gives for each name the headings it may have. Raises ShapeDiffers when within the first dozen rows none
    holds all the columns that are needed, naming those that the likeliest row lacks.
    """
    if not content.strip():
        raise ShapeDiffers(code="registers.file_empty")
    rows = list(_sheet(content) if content.startswith(b"PK") else _csv(content))
    heading_at, places = _find_heading(rows, columns, needed)
    heading = [text_of(cell) for cell in rows[heading_at][1]]
    for line, cells in rows[heading_at + 1 :]:
        texts = [html.unescape(text_of(cell)) for cell in cells]
        if any(texts):
            yield TableRow(line, {name: _cell(cells, place) for name, place in places.items()}, _raw(heading, texts))


def _raw(heading: list[str], texts: list[str]) -> dict[str, str]:
    """The cells by heading; a column without one, or with another's, goes by its number."""
    raw: dict[str, str] = {}
    for place, text in enumerate(texts):
        name = heading[place] if place < len(heading) else ""
        raw[name if name and name not in raw else f"{name}#{place + 1}"] = text
    return raw


def _cell(cells: Cells, place: int | None) -> Any:
    value = None if place is None or place >= len(cells) else cells[place]
    return html.unescape(value).strip() if isinstance(value, str) else value


def _find_heading(
    rows: list[tuple[int, Cells]], columns: Mapping[str, Sequence[str]], needed: tuple[str, ...]
) -> tuple[int, dict[str, int | None]]:
    fewest = list(needed)
    for index, (_, cells) in enumerate(rows[:HEADING_WITHIN]):
        headings = [fold(text_of(cell)) for cell in cells]
        places = {name: _place(headings, aliases) for name, aliases in columns.items()}
        missing = [name for name in needed if places[name] is None]
        if not missing:
            return index, places
        fewest = min(fewest, missing, key=len)
    raise ShapeDiffers(
        code="registers.columns_missing", rows=HEADING_WITHIN, columns=[columns[name][0] for name in fewest]
    )


def _place(headings: list[str], aliases: Sequence[str]) -> int | None:
    return next((headings.index(fold(alias)) for alias in aliases if fold(alias) in headings), None)


def _csv(content: bytes) -> Iterator[tuple[int, Cells]]:
    text = decode(content)
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise ShapeDiffers(code="registers.csv_broken", line=line, why=str(error)) from None


def decode(content: bytes) -> str:
    """The text of a file in UTF-8 or Big5. Raises ShapeDiffers."""
    for encoding in ("utf-8-sig", "cp950"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ShapeDiffers(code="registers.not_text")


def _sheet(content: bytes) -> Iterator[tuple[int, Cells]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise ShapeDiffers(code="registers.too_large_unpacked")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        yield from enumerate(book.worksheets[0].iter_rows(values_only=True), 1)
    except ShapeDiffers:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, SyntaxError) as error:
        raise ShapeDiffers(code="registers.not_a_sheet", why=str(error)[:80]) from None
