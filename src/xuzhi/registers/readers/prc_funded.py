"""PRC-funded enterprises: the ministry's list (XLSX, or CSV from the open-data portal), and two-column lists.

Title rows stand above the heading, which is looked for in the first dozen rows. The two other sources that the rules
name publish no table; a list of two columns, number and name, serves them.
"""

from collections.abc import Mapping, Sequence

from xuzhi.registers.catalogue import words
from xuzhi.registers.readers.shape import Problem, ReadRow, ShapeDiffers, number_of, text_of
from xuzhi.registers.readers.tables import TableRow, read_table

_OTHERS = ("address", "investor", "investment_kind", "industry", "amount", "approved_in")


def read_prc_ministry(content: bytes) -> tuple[ReadRow, ...]:
    """One row for each enterprise of the ministry's list. Raises ShapeDiffers."""
    return _read(content, words()["columns"]["prc_funded"], _OTHERS)


def read_name_list(content: bytes) -> tuple[ReadRow, ...]:
    """One row for each firm of a list with the columns number and name. Raises ShapeDiffers."""
    return _read(content, words()["columns"]["name_list"], ())


def _read(content: bytes, columns: Mapping[str, Sequence[str]], others: tuple[str, ...]) -> tuple[ReadRow, ...]:
    rows = tuple(_row(row, others) for row in read_table(content, columns, ("ubn", "name")))
    if not any(row.ubn or row.name for row in rows):
        raise ShapeDiffers(code="registers.no_rows")
    return rows


def _row(row: TableRow, others: tuple[str, ...]) -> ReadRow:
    record = {name: text_of(row.cells[name]) or None for name in others}
    name = text_of(row.cells["name"])
    if not name and sum(bool(text) for text in row.raw.values()) == 1 and not _is_digits(row.cells["ubn"]):
        # A remark under the table. It is told, for it might be a row that went wrong.
        return ReadRow(row.line, "", "", record, row.raw, Problem("registers.remark"))
    ubn, problem = number_of(row.cells["ubn"])
    if not ubn and not name:
        problem = Problem("registers.row_names_nobody")
    return ReadRow(row.line, ubn, name, record, row.raw, problem)


def _is_digits(cell: object) -> bool:
    return text_of(cell).isdigit()
