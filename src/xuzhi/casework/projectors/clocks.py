"""Clocks: awaited, started, moved, stopped, expired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from typing import cast

from xuzhi.casework import events
from xuzhi.casework.models import ClockAlarm, ClockFiring, ClockRow
from xuzhi.casework.projectors.rows import change_case, entry, instant, next_clock, tell, tell_all
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.tables import change, put


def clock_awaited(stored: StoredEvent) -> None:
    event = cast(events.ClockAwaited, stored.event)
    ClockRow.objects.create(
        id=event.clock_id,
        case_id=event.case_id,
        clock=event.clock,
        state="pending",
        notice_id=event.notice_id,
        channel=event.channel,
    )


def clocks_started(run: Sequence[StoredEvent]) -> None:
    """The clocks that a step starts, together; one that waited for a delivery is there already."""
    rows, lines = [], []
    for stored in run:
        event = cast(events.ClockStarted, stored.event)
        rows.append(
            ClockRow(
                id=event.clock_id,
                case_id=event.case_id,
                clock=event.clock,
                state="running",
                notice_id=event.notice_id,
                started_at=instant(event.started_at),
                due_at=instant(event.due_at),
                due_on=date.fromisoformat(event.due_on),
                count=event.count,
            )
        )
        lines.append(entry(event.case_id, stored, clock=event.clock, due_at=event.due_at))
    put(rows, unique=("id",), update=("state", "started_at", "due_at", "due_on", "count"))
    put([_alarm(stored, cast(events.ClockStarted, stored.event)) for stored in run])
    case_id = cast(events.ClockStarted, run[-1].event).case_id
    change_case(case_id, run[-1], **next_clock(case_id))
    tell_all(lines)


def clock_moved(stored: StoredEvent) -> None:
    event = cast(events.ClockMoved, stored.event)
    row = ClockRow.objects.get(id=event.clock_id)
    row.due_at, row.due_on = instant(event.due_at), date.fromisoformat(event.due_on)
    row.count = event.count
    move = {
        "at": stored.occurred_at.astimezone(UTC).isoformat(),
        "was_due_at": event.was_due_at,
        "reason": event.reason,
    }
    row.moved = [*row.moved, move]
    row.save()
    put([_alarm(stored, event)])
    change_case(event.case_id, stored, **next_clock(event.case_id))
    tell(event.case_id, stored, clock=event.clock, due_at=event.due_at, reason=event.reason)


def _alarm(stored: StoredEvent, event: events.ClockStarted | events.ClockMoved) -> ClockAlarm:
    return ClockAlarm(
        position=stored.position, case_id=event.case_id, clock_id=event.clock_id, due_at=instant(event.due_at)
    )


def clocks_stopped(run: Sequence[StoredEvent]) -> None:
    """The clocks that a step stops, together."""
    rows, lines = [], []
    for stored in run:
        event = cast(events.ClockStopped, stored.event)
        rows.append(
            {"id": event.clock_id, "state": "stopped", "stopped_at": stored.occurred_at, "set_off": event.by_step}
        )
        lines.append(entry(event.case_id, stored, "office", clock=event.clock))
    change(ClockRow, rows)
    case_id = cast(events.ClockStopped, run[-1].event).case_id
    change_case(case_id, run[-1], **next_clock(case_id))
    tell_all(lines)


def clock_expired(stored: StoredEvent) -> None:
    event = cast(events.ClockExpired, stored.event)
    ClockFiring.objects.create(clock_id=event.clock_id, position=stored.position, fired_at=stored.occurred_at)
    ClockRow.objects.filter(id=event.clock_id).update(
        state="expired", fired_at=stored.occurred_at, set_off=event.step, refused=event.refused
    )
    change_case(event.case_id, stored, **next_clock(event.case_id))
    tell(event.case_id, stored, clock=event.clock, step=event.step, refused=event.refused)
