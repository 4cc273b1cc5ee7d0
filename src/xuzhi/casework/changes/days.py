"""Days of the office calendar: holidays, make-up working days, closures by county and half-day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal, cast

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes.shape import Change, Sort
from xuzhi.casework.queries.editions import calendar
from xuzhi.casework.refusals import CalendarEntryInvalid
from xuzhi.casework.rule_refusals import CalendarNamesNothing, SourceMissing
from xuzhi.kernel.calendar import SEEDED_YEARS, CalendarEntry, WorkingCalendar, YearNotLoaded
from xuzhi.kernel.roc import format_date
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event

KINDS = ("holiday", "workday", "closure")


def entry_of(value: Mapping[str, Any]) -> CalendarEntry:
    """The entry that an event describes. Raises CalendarEntryInvalid, CountyUnknown."""
    kind, half, county = value.get("kind"), value.get("half") or None, value.get("county") or None
    if kind not in KINDS:
        raise CalendarEntryInvalid(why=say("casework.calendar_kind_unknown", kind=kind))
    if half not in (None, "am", "pm"):
        raise CalendarEntryInvalid(why=say("casework.calendar_half_unknown", half=half))
    if kind != "closure" and (county or half):
        raise CalendarEntryInvalid(why=say("casework.calendar_only_closures"))
    day, announced_at = value["day"], value.get("announced_at") or None
    return CalendarEntry(
        day if isinstance(day, date) else date.fromisoformat(day),
        cast(Literal["holiday", "workday", "closure"], kind),
        county,
        cast(Literal["am", "pm"] | None, half),
        datetime.fromisoformat(announced_at) if isinstance(announced_at, str) else announced_at,
        str(value.get("source") or "").strip(),
        str(value.get("why") or "").strip(),
    )


def entry_json(entry: CalendarEntry) -> dict[str, Any]:
    """The entry as an event holds it."""
    return {
        "day": entry.day.isoformat(),
        "kind": entry.kind,
        "county": entry.county,
        "half": entry.half,
        "announced_at": entry.announced_at.isoformat() if entry.announced_at else None,
        "source": entry.source,
        "why": entry.why,
    }


def entry_events(entries: Iterable[CalendarEntry], change_id: str = "") -> list[Event]:
    return [events.CalendarEntryAdded(**entry_json(entry), change_id=change_id) for entry in entries]


def laid_over(entries: Iterable[CalendarEntry]) -> WorkingCalendar:
    """The office calendar as it would be with these entries."""
    return WorkingCalendar.taiwan(SEEDED_YEARS, (*calendar().entries, *entries))


def _checked(change: Change, today: date) -> Change:
    now = calendar()
    entries = [entry_of(each) for each in change.value]
    if any(not entry.source for entry in entries):
        raise SourceMissing()
    known = set(now.entries)
    new = [entry for entry in entries if entry not in known]
    if not new:
        raise CalendarNamesNothing()
    then = laid_over(new)
    for entry in new:
        if entry.day.year not in then.years:
            raise YearNotLoaded(year=entry.day.year)
    touched = [entry.day for entry in new if _differs(entry, now, then)]
    begins = min(touched, default=max(today, min(entry.day for entry in new)))
    return replace(change, value=[entry_json(entry) for entry in new], from_on=begins)


def _differs(entry: CalendarEntry, now: WorkingCalendar, then: WorkingCalendar) -> bool:
    """Whether the day counts otherwise than before; a year that comes in whole holds nothing that was counted."""
    if entry.day.year not in now.years:
        return False
    return now.is_working_day(entry.day, entry.county) != then.is_working_day(entry.day, entry.county)


def _label(change: Change) -> str:
    entries = [entry_of(each) for each in change.value]
    if len(entries) > 1:
        return say("casework.days_many", count=len(entries), year=entries[0].day.year - 1911)
    entry = entries[0]
    where = entry.county or say("casework.everywhere")
    half = say(f"casework.half_{entry.half or 'day'}")
    return say(f"casework.day_{entry.kind}", day=format_date(entry.day, weekday=True), where=where, half=half)


def _brings(change: Change) -> Sequence[Event]:
    return entry_events((entry_of(each) for each in change.value), change.id)


DAYS = Sort("days", _checked, _label, _brings)
