"""Running clocks are counted again by the calendar as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from xuzhi.casework.clocking import due_of, moved_event
from xuzhi.casework.holding import hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import CalendarDay, ClockRow
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.casework.queries.editions import calendar
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import CalendarEntry, WorkingCalendar
from xuzhi.kernel.roc import format_date, taipei_day
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import record


def recount_clocks(*, actor: Actor, at: datetime, because_of: Sequence[CalendarEntry] = ()) -> int:
    """Give every running clock that now ends otherwise its new end, as an event with the reason; gives how many.

    Only clocks that run across one of the days in `because_of`; without them, across any day that the office entered.
    Run when days are entered, and by night for a clock that was started at the very moment. A clock that has ended
    is not brought back.
    """
    entries = list(because_of) or _entered()
    if not entries:
        return 0
    first = min(entry.day for entry in entries)
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        days = calendar()
        # One case after the other by id, in the order in which everybody takes the locks of several.
        rows = ClockRow.objects.filter(state="running", due_at__gt=at).order_by("case_id", "due_at", "id")
        rows = rows.filter(due_on__gte=first)
        return sum(_move(row, entries, days, actor, at) for row in rows)


def _entered() -> list[CalendarEntry]:
    rows = CalendarDay.objects.order_by("position")
    return [CalendarEntry(r.day, r.kind, r.county, r.half, r.announced_at, r.source, r.why) for r in rows]  # type: ignore[arg-type]


def _move(found: ClockRow, entries: Sequence[CalendarEntry], days: WorkingCalendar, actor: Actor, at: datetime) -> int:
    held = hold(found.case_id, at)
    row = ClockRow.objects.filter(id=found.id, state="running", due_at__gt=at).first()
    if row is None or row.started_at is None:
        return 0
    due = due_of(held, row.clock, row.started_at, days, open_file(held).facts)
    moved = moved_event(held, row, due, _reason(entries, row, held.case.county))
    if moved is None:
        return 0
    record(held.stream, [moved], actor=actor, at=at)
    return 1


def _reason(entries: Sequence[CalendarEntry], row: ClockRow, county: str) -> str:
    """The first entry that touches the clock, in words."""
    touching = [each for each in entries if each.county in (None, county or None) and _spans(row, each.day)]
    entry = min(touching or entries, key=lambda each: each.day)
    day = format_date(entry.day, weekday=True)
    if entry.kind == "closure":
        key = "moved_by_closure" if entry.county else "moved_by_closure_everywhere"
        return say(f"casework.{key}", day=day, county=entry.county or "")
    return say(f"casework.moved_by_{entry.kind}", day=day)


def _spans(row: ClockRow, day: date) -> bool:
    return row.started_at is not None and row.due_on is not None and taipei_day(row.started_at) <= day <= row.due_on
