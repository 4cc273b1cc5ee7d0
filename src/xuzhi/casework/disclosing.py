"""What of a case's facts everybody may read, and what within them is kept back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuzhi.casework.folding import Folded
from xuzhi.rulebook.model import CaseKind, Question


def withheld(kind: CaseKind, folded: Folded) -> list[str]:
    """Paths of what is not public within public records: `solution.track_record.0.amount_twd`."""
    return [
        f"{question.name}.{position}.{field.name}"
        for question in kind.questions
        if question.public and question.type == "records"
        for position, row in enumerate(folded.facts.get(question.name) or ())
        for field in question.fields
        if row.get(field.name) is not None and not _shown(field, row)
    ]


def _shown(field: Question, row: Mapping[str, Any]) -> bool:
    """A file only where the rules say so; what depends on a yes beside it only with that yes."""
    if field.confidential or (field.type == "file" and not field.public):
        return False
    return not field.shown_if or row.get(field.shown_if) is True
