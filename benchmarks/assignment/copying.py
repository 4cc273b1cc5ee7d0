"""Hundreds of proposals before their review meeting: two are told from the first page on, the others copy their rows.

A copy has a number, a firm and a title of its own, the answers with that firm in them, the files and the findings.
"""

from __future__ import annotations

import copy
import uuid
from itertools import count
from typing import Any

from xuzhi.kernel.ubn import is_ubn

CHUNK = 2_000


def firm_numbers(wanted: int) -> list[str]:
    """Valid business numbers, none of them a member of a told plan."""
    found = (f"{number:08}" for number in count(30_000_000) if is_ubn(f"{number:08}"))
    return [next(found) for _ in range(wanted)]


def fill_up(told: dict[str, Any], wanted: int) -> list[str]:
    """Copy told cases, by category, until there are so many; gives the numbers of the copies' firms, in order. Of five
    every other and the first is one for smart operations."""
    from xuzhi.casework.models import Answer, Attachment, Case, FindingRow, LookUpRow

    sources = {category: Case.objects.get(id=case_id) for category, case_id in told.items()}
    positions = count(-1, -1)  # what the ledger numbers begins with 1
    firms = firm_numbers(wanted - len(told))
    made: dict[type[Any], list[Any]] = {each: [] for each in (Case, Answer, LookUpRow, Attachment, FindingRow)}
    for nth, ubn in enumerate(firms):
        source = sources["energy" if nth % 5 < 2 else "smart_operations"]
        case = copy.copy(source)
        case.id, case.serial = uuid.UUID(int=nth + 1), 50_000 + nth
        case.number = f"{case.prefix}-{case.year}-{case.serial:05}"
        case.firm_ubn, case.firm_name, case.subject = ubn, f"第 {nth + 1} 號商行", f"{source.subject} {nth + 1}"
        made[Case].append(case)
        for model in (Answer, LookUpRow, Attachment, FindingRow):
            for row in model.objects.filter(case=source):
                row.case = case
                if hasattr(row, "position"):
                    row.position = next(positions)
                if model is Attachment:
                    row.id = uuid.uuid4()
                if model is Answer:
                    row.value = _moved(row.value, source.firm_ubn, ubn)
                row._state.adding = True
                made[model].append(row)
    for model, rows in made.items():
        model.objects.bulk_create(rows, batch_size=CHUNK)
    return firms


def _moved(value: Any, source: str, ubn: str) -> Any:
    """The answer with the copy's firm where the told one's stood."""
    if isinstance(value, list):
        return [_moved(each, source, ubn) for each in value]
    if isinstance(value, dict):
        return {name: _moved(each, source, ubn) for name, each in value.items()}
    return ubn if value == source else value
