"""What stands answered in a case, for a room that works with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xuzhi.casework.models import Answer, GivenFact


def answered(case_id: UUID | str) -> dict[str, Any]:
    """The answers of people and what other rooms told the case, JSON-safe, by question. Two queries."""
    given = GivenFact.objects.filter(case_id=case_id).values_list("name", "value")
    typed = Answer.objects.filter(case_id=case_id, value__isnull=False).values_list("question", "value")
    return {**dict(given), **dict(typed)}


def versions_of(case_id: UUID | str) -> dict[str, int]:
    """How often each answer was written, as a writer who has just read them has seen. One query."""
    return dict(Answer.objects.filter(case_id=case_id).values_list("question", "version"))
