"""Which running clocks would get another end if days were entered in the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.changes.days import laid_over
from xuzhi.casework.models import ClockRow
from xuzhi.casework.queries.editions import Overlays
from xuzhi.engine.clocks import deadline
from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day

MOST = 200


@dataclass(frozen=True)
class ClockMove:
    """One running clock: where it ends now, and where it would."""

    case_id: UUID
    number: str
    firm_name: str
    subject: str
    county: str
    clock_label: str
    due_at: datetime
    would_be_due_at: datetime


@dataclass(frozen=True)
class ClockMoves:
    """`running` clocks were looked at, `count` of them would move; the first two hundred are listed."""

    running: int
    count: int
    moves: tuple[ClockMove, ...]


def clock_moves(entries: Iterable[CalendarEntry], *, at: datetime) -> ClockMoves:
    """What `recount_clocks` would do. Three queries. Raises CountyUnknown."""
    laid = list(entries)
    if not laid:
        return ClockMoves(0, 0, ())
    days, overlays = laid_over(laid), Overlays()
    rows = ClockRow.objects.filter(state="running", due_at__gt=at, due_on__gte=min(each.day for each in laid))
    found, running = [], 0
    for row in rows.select_related("case").order_by("due_at", "case__number", "id"):
        case = row.case
        running += 1
        if row.started_at is None or row.due_at is None:
            continue
        rules = overlays.edition_of(case, taipei_day(at), spoken=True)
        try:
            due = deadline(rules, case.kind, row.clock, row.started_at, days, case.county or None).due_at
        except (Refusal, KeyError):
            continue
        if due != row.due_at:
            label = next((each.label for each in rules.case(case.kind).clocks if each.name == row.clock), row.clock)
            found.append(
                ClockMove(case.id, case.number, case.firm_name, case.subject, case.county, label, row.due_at, due)
            )
    return ClockMoves(running, len(found), tuple(found[:MOST]))
