"""A holiday, a make-up working day or a closure is entered, and running clocks follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, cast

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.clocking import due_of, moved_event
from xuzhi.casework.holding import check_office, hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import ClockRow
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.casework.queries.editions import calendar
from xuzhi.casework.refusals import CalendarEntryInvalid
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import CalendarEntry, WorkingCalendar
from xuzhi.kernel.roc import format_date
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import record

CALENDAR = "calendar"


def add_calendar_entry(
    day: date,
    kind: str,
    *,
    source: str,
    actor: Actor,
    at: datetime,
    county: str | None = None,
    half: str | None = None,
    announced_at: datetime | None = None,
    why: str = "",
) -> int:
    """Enter one day: `kind` is holiday, workday or closure; only a closure has a county or a half-day (am, pm).

    Clocks that run across the day get their new end in the same transaction, with the reason; gives how many moved.
    Raises OfficeOnly, CalendarEntryInvalid, CountyUnknown.
    """
    if kind not in ("holiday", "workday", "closure"):
        raise CalendarEntryInvalid(why=say("casework.calendar_kind_unknown", kind=kind))
    if half not in (None, "am", "pm"):
        raise CalendarEntryInvalid(why=say("casework.calendar_half_unknown", half=half))
    if kind != "closure" and (county or half):
        raise CalendarEntryInvalid(why=say("casework.calendar_only_closures"))
    sort = cast(Literal["holiday", "workday", "closure"], kind)
    part = cast(Literal["am", "pm"] | None, half)
    entry = CalendarEntry(day, sort, county or None, part, announced_at, source, why)
    return add_calendar_entries([entry], actor=actor, at=at)


def add_calendar_entries(entries: Iterable[CalendarEntry], *, actor: Actor, at: datetime) -> int:
    """Enter many days at once, such as a year's official calendar; clocks follow as for one. Raises OfficeOnly."""
    if actor.is_person:
        check_office(actor)
    laid = list(entries)
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        record(CALENDAR, [_event(entry) for entry in laid], actor=actor, at=at)
        days = calendar()
        first = min((entry.day for entry in laid), default=None)
        if first is None:
            return 0
        # One case after the other by id, as everybody who holds several does; a clock that ended before is not touched.
        rows = ClockRow.objects.filter(state="running", due_on__gte=first).order_by("case_id", "due_at", "id")
        return sum(_move(row, laid, days, actor, at) for row in rows)


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


def _move(
    found: ClockRow, laid: Sequence[CalendarEntry], days: WorkingCalendar, actor: Actor, at: datetime
) -> int:
    held = hold(found.case_id, at)
    row = ClockRow.objects.filter(id=found.id, state="running", due_at__gt=at).first()
    if row is None or row.started_at is None:
        return 0
    due = due_of(held, row.clock, row.started_at, days, open_file(held).facts)
    moved = moved_event(held, row, due, _reason(laid, row, held.case.county))
    if moved is None:
        return 0
    record(held.stream, [moved], actor=actor, at=at)
    return 1


def _reason(laid: Sequence[CalendarEntry], row: ClockRow, county: str) -> str:
    """The first entry that touches the clock, in words."""
    touching = [each for each in laid if each.county in (None, county or None) and _spans(row, each.day)]
    entry = min(touching or laid, key=lambda each: each.day)
    day = format_date(entry.day, weekday=True)
    if entry.kind == "closure":
        key = "moved_by_closure" if entry.county else "moved_by_closure_everywhere"
        return say(f"casework.{key}", day=day, county=entry.county or "")
    return say(f"casework.moved_by_{entry.kind}", day=day)


def _spans(row: ClockRow, day: date) -> bool:
    return row.started_at is not None and row.due_on is not None and row.started_at.date() <= day <= row.due_on
