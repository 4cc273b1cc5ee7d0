"""What a firm has had approved and that stands, or stood, such as its listings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db.models import Max

from xuzhi.casework.models import Case, ClockRow
from xuzhi.casework.queries.about_shapes import OpenableAbout, RelatedCase
from xuzhi.casework.queries.about_views import openable_about, related_case
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.queries.rows import Rows
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day


@dataclass(frozen=True)
class ApprovedCase:
    """`valid_until` is its last day; `cases` are those about it, the newest first; `again` is whether one like it may
    be begun in its place, since it has ended."""

    case: CaseRow
    version: int
    valid_until: date | None
    days_left: int | None
    cases: tuple[RelatedCase, ...]
    openable: tuple[OpenableAbout, ...]
    again: bool

    @property
    def open_cases(self) -> tuple[RelatedCase, ...]:
        return tuple(each for each in self.cases if not each.ended)


def approved_of(firm_ubn: str, *, actor: Actor, at: datetime) -> list[ApprovedCase]:
    """What stands first, by the day on which it ends; then what stood, the latest first. Five queries."""
    overlays, today = Overlays(), taipei_day(at)
    rows = Rows(at, overlays)
    cases = list(Case.objects.filter(firm_ubn=firm_ubn, version__gte=1).order_by("-ended_at", "number"))
    ends = _ends([case.id for case in cases])
    about: dict[str, list[Case]] = {}
    for each in Case.objects.filter(about__in=[str(case.id) for case in cases]).order_by("-opened_at", "number"):
        about.setdefault(each.about, []).append(each)
    found = []
    for case in cases:
        rules = overlays.edition(case.programme, today, spoken=True)
        related = tuple(related_case(rules, each) for each in about.get(str(case.id), ()) if each.firm_ubn == firm_ubn)
        until, kind = ends.get(case.id), rules.cases.get(case.kind)
        found.append(
            ApprovedCase(
                case=rows.row(case),
                version=case.version,
                valid_until=until,
                days_left=(until - today).days if until is not None else None,
                cases=related,
                openable=openable_about(rules, case, actor, related),
                again=case.ended_at is not None and kind is not None and kind.starts_alone,
            )
        )
    return sorted(found, key=lambda each: (each.case.ended_at is not None, each.valid_until or date.max))


def _ends(ids: list[UUID]) -> dict[UUID, date]:
    """The last day of the running clock that ends last, by case."""
    running = ClockRow.objects.filter(case_id__in=ids, state="running").values_list("case_id")
    return {case_id: cast(date, due_on) for case_id, due_on in running.annotate(last=Max("due_on")) if due_on}
