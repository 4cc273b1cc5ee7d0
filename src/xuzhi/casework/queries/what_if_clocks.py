"""What another length of a time limit would have done to those that ran."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.models import ClockRow
from xuzhi.engine.clocks import DayUnknown, deadline
from xuzhi.kernel.calendar import WorkingCalendar
from xuzhi.rulebook import Edition, ParameterNotSet
from xuzhi.rulebook.model import ClockRule

# In time: what was due was done before the end. Late: it was not. Open: the end has not come, or had not come yet.
OUTCOMES = ("in_time", "late", "open")


@dataclass(frozen=True)
class ClockChange:
    """One time limit of a case that would have ended otherwise."""

    id: str
    before: str
    after: str
    due_before: datetime
    due_after: datetime


@dataclass(frozen=True)
class ClockComparison:
    """One time limit over all cases: how many were kept, missed and open before and after, and those that move."""

    clock: str
    label: str
    clause: str
    before: Mapping[str, int]
    after: Mapping[str, int]
    changed: tuple[ClockChange, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "clock": self.clock,
            "clause": self.clause,
            "label": self.label,
            "before": dict(self.before),
            "after": dict(self.after),
            "changed": [
                {
                    "id": each.id,
                    "before": each.before,
                    "after": each.after,
                    "due_before": each.due_before.isoformat(),
                    "due_after": each.due_after.isoformat(),
                }
                for each in self.changed
            ],
        }


def compare_clocks(
    before: Edition,
    after: Edition,
    kind: str,
    clocks: Sequence[ClockRule],
    cases: Sequence[UUID],
    days: WorkingCalendar,
    at: datetime,
) -> Iterator[ClockComparison]:
    """Every time limit of the list over every time that it ran in the cases. One query. Raises YearNotLoaded."""
    names = [each.name for each in clocks]
    rows = ClockRow.objects.filter(case_id__in=cases, clock__in=names).exclude(state="pending") if names else None
    ran: dict[str, list[ClockRow]] = {name: [] for name in names}
    for row in rows.select_related("case").order_by("case__number", "started_at", "id") if rows is not None else ():
        ran[row.clock].append(row)
    for clock in clocks:
        compared = [_compare(before, after, kind, row, days, at) for row in ran[clock.name]]
        told = [each for each in compared if each is not None]
        yield ClockComparison(
            clock.name,
            clock.label,
            clock.clause,
            {name: sum(each.before == name for each in told) for name in OUTCOMES},
            {name: sum(each.after == name for each in told) for name in OUTCOMES},
            tuple(each for each in told if each.due_before != each.due_after),
        )


def _compare(
    before: Edition, after: Edition, kind: str, row: ClockRow, days: WorkingCalendar, at: datetime
) -> ClockChange | None:
    """One run under both editions; None where one of them sets no length."""
    if row.started_at is None:
        return None
    county = row.case.county or None
    try:
        one = deadline(before, kind, row.clock, row.started_at, days, county).due_at
        other = deadline(after, kind, row.clock, row.started_at, days, county).due_at
    except (ParameterNotSet, DayUnknown):
        return None
    return ClockChange(row.case.number, _outcome(row, one, at), _outcome(row, other, at), one, other)


def _outcome(row: ClockRow, due_at: datetime, at: datetime) -> str:
    if row.stopped_at is not None:
        return "in_time" if row.stopped_at < due_at else "late"
    ended_at = row.fired_at or at
    return "late" if due_at <= ended_at else "open"
