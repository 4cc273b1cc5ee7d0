"""Cases between two firms in short, many at once: where each stands, whose turn it is, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from xuzhi.casework.models import Case
from xuzhi.casework.queries.rows import Rows


@dataclass(frozen=True)
class DealCase:
    """A case, or one about it."""

    id: UUID
    number: str
    kind: str
    kind_title: str
    stage: str
    stage_label: str
    turn: str
    turn_label: str
    outcome: str
    outcome_label: str
    submitted_at: datetime | None
    due_at: datetime | None
    clock_label: str
    left: str
    ended: bool
    ended_at: datetime | None


def deal_cases(ids: Iterable[UUID], *, at: datetime, drafts: bool) -> dict[str, list[DealCase]]:
    """By the id of the case: itself first, then those about it, the newest first; drafts only where they are asked for.
    At most three queries."""
    wanted = [str(each) for each in ids]
    rows = Case.objects.filter(Q(id__in=wanted) | Q(about__in=wanted)).order_by("-opened_at", "number")
    if not drafts:
        rows = rows.exclude(submitted_at=None)
    made = Rows(at)
    found: dict[str, list[DealCase]] = {}
    for case in rows:
        whose = str(case.id) if str(case.id) in wanted else case.about
        row = made.row(case)
        short = DealCase(
            id=row.id,
            number=row.number,
            kind=row.kind,
            kind_title=row.kind_title,
            stage=row.stage,
            stage_label=row.stage_label,
            turn=row.turn,
            turn_label=row.turn_label,
            outcome=row.outcome,
            outcome_label=row.outcome_label,
            submitted_at=row.submitted_at,
            due_at=row.due_at,
            clock_label=row.clock_label,
            left=row.remaining.says if row.remaining else "",
            ended=row.ended_at is not None,
            ended_at=row.ended_at,
        )
        found.setdefault(whose, []).append(short)
    return {name: sorted(cases, key=lambda each: str(each.id) != name) for name, cases in found.items()}
