"""A firm's cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import programmes
from xuzhi.casework.queries.rows import Rows
from xuzhi.casework.queries.shapes import CaseRow


def cases_of(firm_ubn: str, *, at: datetime) -> list[CaseRow]:
    """All of a firm's cases: what waits for the firm first, then by what ends first, the newest before the older."""
    cases = Case.objects.filter(firm_ubn=firm_ubn).order_by("-opened_at", "number")
    return list(Rows(at).rows(_sorted(cases)))


def cases_for(firm_ubn: str, *, at: datetime) -> tuple[list[CaseRow], list[CaseRow]]:
    """A firm's own cases, as `cases_of` has them, and those of other firms in which this one is asked for its part,
    what waits for it first. As many queries as `cases_of`."""
    asking = {kind.name for each in programmes() for kind in each.cases if kind.respondent is not None}
    mine, asked = Q(firm_ubn=firm_ubn), Q(respondent_ubn=firm_ubn, kind__in=asking, ended_at=None)
    cases = list(Case.objects.filter(mine | asked if asking else mine).order_by("-opened_at", "number"))
    rows = Rows(at)
    own = _sorted(case for case in cases if case.firm_ubn == firm_ubn)
    others = sorted((case for case in cases if case.firm_ubn != firm_ubn), key=lambda case: case.turn != "respondent")
    return list(rows.rows(own)), list(rows.rows(others))


def cases_asked(firm_ubn: str, *, at: datetime) -> list[CaseRow]:
    """Cases of other firms in which this one is asked for its part."""
    return cases_for(firm_ubn, at=at)[1]


def _sorted(cases: Iterable[Case]) -> list[Case]:
    return sorted(
        cases, key=lambda case: (case.ended_at is not None, case.turn != "applicant", case.next_due_at is None)
    )


def cases_before(firm_ubn: str, last: tuple[datetime, UUID] | None, *, limit: int, at: datetime) -> list[CaseRow]:
    """So many of a firm's cases, those opened last first, after the one that was opened then and has this id: one that
    is opened meanwhile moves none of them. At most three queries."""
    cases = Case.objects.filter(firm_ubn=firm_ubn)
    if last is not None:
        opened_at, case_id = last
        cases = cases.filter(Q(opened_at__lt=opened_at) | Q(id__lt=case_id), opened_at__lte=opened_at)
    return list(Rows(at).rows(cases.order_by("-opened_at", "-id")[:limit]))


def has_cases(firm_ubn: str) -> bool:
    """Whether the firm has ever begun a case. One query."""
    return Case.objects.filter(firm_ubn=firm_ubn).exists()
