"""Holidays, make-up working days and closures are entered, and running clocks follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office
from xuzhi.casework.operations.recount_clocks import recount_clocks
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.ledger.operations import record

CALENDAR = "calendar"


def add_calendar_entries(entries: Iterable[CalendarEntry], *, actor: Actor, at: datetime) -> int:
    """Enter many days at once, such as a year's official calendar.

    Running clocks that end otherwise now get their new end in the same transaction, with the reason; gives how many
    moved. Raises OfficeOnly.
    """
    if actor.is_person:
        check_office(actor)
    laid = list(entries)
    if not laid:
        return 0
    with transaction.atomic():
        record(CALENDAR, [_event(entry) for entry in laid], actor=actor, at=at)
        return recount_clocks(actor=actor, at=at, because_of=laid)


def _event(entry: CalendarEntry) -> events.CalendarEntryAdded:
    return events.CalendarEntryAdded(
        day=entry.day.isoformat(),
        kind=entry.kind,
        county=entry.county,
        half=entry.half,
        announced_at=entry.announced_at.isoformat() if entry.announced_at else None,
        source=entry.source,
        why=entry.why,
    )
