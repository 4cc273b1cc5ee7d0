"""What the office lays over the files: rounds, dated values, days of the calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from xuzhi.casework import events
from xuzhi.casework.models import CalendarDay, OverlayRow
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector


def _round_announced(stored: StoredEvent) -> None:
    event = cast(events.RoundAnnounced, stored.event)
    OverlayRow.objects.create(
        position=stored.position,
        programme=event.programme,
        sequence=stored.sequence,
        what="round",
        name=event.round["name"],
        value=event.round,
        reason=event.reason,
        set_by=stored.actor.name,
        set_at=stored.occurred_at,
    )


def _parameter_set(stored: StoredEvent) -> None:
    event = cast(events.ParameterSet, stored.event)
    OverlayRow.objects.create(
        position=stored.position,
        programme=event.programme,
        sequence=stored.sequence,
        what="parameter",
        name=event.name,
        from_on=date.fromisoformat(event.from_on),
        value=event.value,
        reason=event.reason,
        set_by=stored.actor.name,
        set_at=stored.occurred_at,
    )


def _calendar_entry_added(stored: StoredEvent) -> None:
    event = cast(events.CalendarEntryAdded, stored.event)
    CalendarDay.objects.create(
        position=stored.position,
        day=date.fromisoformat(event.day),
        kind=event.kind,
        county=event.county,
        half=event.half,
        announced_at=datetime.fromisoformat(event.announced_at) if event.announced_at else None,
        source=event.source,
        why=event.why,
        added_by=stored.actor.name,
        added_at=stored.occurred_at,
    )


OFFICE = Projector(
    name="casework_office",
    models=(OverlayRow, CalendarDay),
    handles={
        events.RoundAnnounced: _round_announced,
        events.ParameterSet: _parameter_set,
        events.CalendarEntryAdded: _calendar_entry_added,
    },
)
