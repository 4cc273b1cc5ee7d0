"""One day of the office calendar is entered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, cast

from xuzhi.casework.operations.add_calendar_entries import add_calendar_entries
from xuzhi.casework.refusals import CalendarEntryInvalid
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.kernel.texts import say


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
