"""Violations of labour and safety law, CSV of the Ministry of Labour, one file a law, in UTF-8 or Big5.

The lists have no business number, and one cell holds firm and person together: what is read here can be matched by
name only, which suggests and never decides. Whether a violation is serious is the competent authority's finding.
"""

from xuzhi.kernel.money import MoneyInvalid, parse_twd
from xuzhi.registers.catalogue import words
from xuzhi.registers.readers.shape import Problem, ReadRow, ShapeDiffers, day_of, text_of
from xuzhi.registers.readers.tables import TableRow, read_table

_TEXTS = ("law", "content", "letter", "authority", "note")


def read_violations(content: bytes) -> tuple[ReadRow, ...]:
    """One row for each announcement. Raises ShapeDiffers."""
    rows = tuple(_row(row) for row in read_table(content, words()["columns"]["violations"], ("name", "law")))
    if not any(row.name for row in rows):
        raise ShapeDiffers(code="registers.no_rows")
    return rows


def _row(row: TableRow) -> ReadRow:
    name = text_of(row.cells["name"])
    problem = None if name else Problem("registers.row_names_nobody")
    record: dict[str, object] = {field: text_of(row.cells[field]) or None for field in _TEXTS}
    for field in ("announced_on", "decided_on"):
        day, wrong = day_of(row.cells[field], words()["columns"]["violations"][field][0])
        record[field] = day.isoformat() if day else None
        problem = problem or wrong
    record["fine"], wrong = _fine(row.cells["fine"])
    return ReadRow(row.line, "", name, record, row.raw, problem or wrong)


def _fine(cell: object) -> tuple[int | None, Problem | None]:
    text = text_of(cell)
    if not text or text in ("無", "-", "－"):
        return None, None
    try:
        return int(parse_twd(text)), None
    except MoneyInvalid:
        return None, Problem(
            "registers.amount_unreadable", {"field": words()["columns"]["violations"]["fine"][0], "text": text[:40]}
        )
