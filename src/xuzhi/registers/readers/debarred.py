"""Debarred suppliers (拒絕往來廠商) of the government procurement site, JSON: `Rvlmd_List.Rvlmd[]`.

The field names are the site's own, slips included. Which grounds are a major breach is the programme's to say.
"""

from typing import Any

from xuzhi.registers.readers.shape import (
    Problem,
    ReadRow,
    ShapeDiffers,
    day_of,
    fields_of,
    number_of,
    read_json,
    text_of,
)

_FIELDS = (
    "Corporation_Number", "Corporation_Name", "Announce_Agency_Name", "Announce_Date", "GPA101_Caluse", "Case_Name",
    "Effective_Date", "Expire_Date",
)  # fmt: skip
_DAYS = {"announced_on": "Announce_Date", "effective_on": "Effective_Date", "expires_on": "Expire_Date"}
_TEXTS = {"ground": "GPA101_Caluse", "agency": "Announce_Agency_Name", "case_name": "Case_Name"}


def read_debarred(content: bytes) -> tuple[ReadRow, ...]:
    """One row for each announcement. Raises ShapeDiffers."""
    whole = read_json(content)
    entries = whole.get("Rvlmd_List", {}) if isinstance(whole, dict) else None
    entries = entries.get("Rvlmd") if isinstance(entries, dict) else None
    if isinstance(entries, dict):  # a list of one, as some writers of JSON put it
        entries = [entries]
    if not isinstance(entries, list) or not entries:
        raise ShapeDiffers(code="registers.not_a_list", path="Rvlmd_List.Rvlmd[]")
    return tuple(_row(entry, number) for number, entry in enumerate(entries, 1))


def _row(entry: Any, number: int) -> ReadRow:
    fields = fields_of(entry, _FIELDS, number)
    ubn, problem = number_of(fields["Corporation_Number"])
    name = text_of(fields["Corporation_Name"])
    record: dict[str, Any] = {}
    for to, field in _DAYS.items():
        day, wrong = day_of(fields[field], field)
        record[to] = day.isoformat() if day else None
        problem = problem or wrong
        if day is None and wrong is None:
            problem = problem or Problem("registers.day_missing", {"field": field})
    for to, field in _TEXTS.items():
        record[to] = text_of(fields[field]) or None
    if not ubn and not name:
        raise ShapeDiffers(code="registers.row_without_name", number=number)
    return ReadRow(number, ubn, name, record, fields, problem)
