"""Counts for the office's front page and the public figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count

from xuzhi.casework.models import Case
from xuzhi.casework.queries.rows import Rows, outcome_label, stage_label
from xuzhi.kernel.roc import TAIPEI, taipei_day


@dataclass(frozen=True)
class Statistics:
    """Counts over cases. by_stage: ((programme, kind, stage, label, count), …); days are calendar days, medians."""

    open: int
    ended: int
    by_stage: tuple[tuple[str, str, str, str, int], ...]
    by_outcome: tuple[tuple[str, str, str, int], ...]
    due_today: int
    overdue: int
    median_days: Mapping[str, int | None] = field(default_factory=dict)


def statistics(*, at: datetime, programme: str = "") -> Statistics:
    """Submitted cases by stage and outcome, what is due, and how many days cases took. Six queries."""
    cases = Case.objects.exclude(submitted_at=None)
    if programme:
        cases = cases.filter(programme=programme)
    rows = Rows(at)
    keys = ("programme", "kind", "stage", "outcome")
    open_groups = list(cases.filter(ended_at=None).order_by().values_list(*keys).annotate(count=Count("id")))
    ended_groups = list(cases.exclude(ended_at=None).order_by().values_list(*keys).annotate(count=Count("id")))
    by_stage = [
        (programme_id, kind, stage, stage_label(rows.words(programme_id, kind)[1], stage), count)
        for programme_id, kind, stage, _, count in open_groups
    ]
    by_outcome = [
        (programme_id, kind, outcome_label(outcome, rows.words(programme_id, kind)[1]), n)
        for programme_id, kind, _, outcome, n in ended_groups
    ]
    tomorrow = datetime.combine(taipei_day(at) + timedelta(days=1), datetime.min.time(), TAIPEI)
    due = list(cases.filter(ended_at=None, next_due_at__lte=tomorrow).values_list("next_due_at", flat=True))
    ended = cases.exclude(ended_at=None).values_list("kind", "submitted_at", "ended_at")
    return Statistics(
        open=sum(count for *_, count in open_groups),
        ended=sum(count for *_, count in ended_groups),
        by_stage=tuple(sorted(by_stage)),
        by_outcome=tuple(sorted(by_outcome)),
        due_today=sum(1 for each in due if each is not None and each > at),
        overdue=sum(1 for each in due if each is not None and each <= at),
        median_days=_medians(ended),
    )


def _medians(ended: Iterable[tuple[str, datetime | None, datetime | None]]) -> dict[str, int | None]:
    days: dict[str, list[int]] = {}
    for kind, submitted_at, ended_at in ended:
        if submitted_at is not None and ended_at is not None:
            days.setdefault(kind, []).append((ended_at - submitted_at).days)
    return {kind: int(median(each)) for kind, each in days.items()}
