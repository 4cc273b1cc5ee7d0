"""A firm's cases."""

from __future__ import annotations

from datetime import datetime

from xuzhi.casework.models import Case
from xuzhi.casework.queries.rows import Rows
from xuzhi.casework.queries.shapes import CaseRow


def cases_of(firm_ubn: str, *, at: datetime) -> list[CaseRow]:
    """All of a firm's cases: what waits for the firm first, then by what ends first, the newest before the older."""
    cases = list(Case.objects.filter(firm_ubn=firm_ubn).order_by("-opened_at", "number"))
    cases.sort(key=lambda case: (case.ended_at is not None, case.turn != "applicant", case.next_due_at is None))
    return list(Rows(at).rows(cases))


def has_cases(firm_ubn: str) -> bool:
    """Whether the firm has ever begun a case. One query."""
    return Case.objects.filter(firm_ubn=firm_ubn).exists()
