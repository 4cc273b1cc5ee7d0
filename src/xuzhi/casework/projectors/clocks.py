"""Clocks: awaited, started, moved, stopped, expired."""

from __future__ import annotations

from datetime import UTC, date
from typing import cast

from xuzhi.casework import events
from xuzhi.casework.models import ClockAlarm, ClockFiring, ClockRow
from xuzhi.casework.projectors.rows import change_case, instant, next_clock, tell
from xuzhi.ledger.events import StoredEvent


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


def clock_started(stored: StoredEvent) -> None:
    event = cast(events.ClockStarted, stored.event)
    columns = {
        "state": "running",
        "started_at": instant(event.started_at),
        "due_at": instant(event.due_at),
        "due_on": date.fromisoformat(event.due_on),
        "count": event.count,
    }
    # One that waited for a delivery is there already.
    if not ClockRow.objects.filter(id=event.clock_id).update(**columns):
        ClockRow.objects.create(
            id=event.clock_id, case_id=event.case_id, clock=event.clock, notice_id=event.notice_id, **columns
        )
    _set_alarm(stored, event.case_id, event.clock_id, event.due_at)
    change_case(event.case_id, stored, **next_clock(event.case_id))
    tell(event.case_id, stored, clock=event.clock, due_at=event.due_at)


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
    _set_alarm(stored, event.case_id, event.clock_id, event.due_at)
    change_case(event.case_id, stored, **next_clock(event.case_id))
    tell(event.case_id, stored, clock=event.clock, due_at=event.due_at, reason=event.reason)


def _set_alarm(stored: StoredEvent, case_id: str, clock_id: str, due_at: str) -> None:
    ClockAlarm.objects.create(position=stored.position, case_id=case_id, clock_id=clock_id, due_at=instant(due_at))


def clock_stopped(stored: StoredEvent) -> None:
    event = cast(events.ClockStopped, stored.event)
    ClockRow.objects.filter(id=event.clock_id).update(
        state="stopped", stopped_at=stored.occurred_at, set_off=event.by_step
    )
    change_case(event.case_id, stored, **next_clock(event.case_id))
    tell(event.case_id, stored, "office", clock=event.clock)


def clock_expired(stored: StoredEvent) -> None:
    event = cast(events.ClockExpired, stored.event)
    ClockFiring.objects.create(clock_id=event.clock_id, position=stored.position, fired_at=stored.occurred_at)
    ClockRow.objects.filter(id=event.clock_id).update(
        state="expired", fired_at=stored.occurred_at, set_off=event.step, refused=event.refused
    )
    change_case(event.case_id, stored, **next_clock(event.case_id))
    tell(event.case_id, stored, clock=event.clock, step=event.step, refused=event.refused)
