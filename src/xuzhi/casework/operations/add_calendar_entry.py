"""One day of the office calendar is entered when it is set up."""

from __future__ import annotations

from datetime import date, datetime

from xuzhi.casework.changes.days import entry_of
from xuzhi.casework.operations.add_calendar_entries import add_calendar_entries
from xuzhi.kernel.actor import Actor


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
    Raises SetUpOnly, CalendarEntryInvalid, CountyUnknown.
    """
    given = {"day": day, "kind": kind, "county": county, "half": half, "announced_at": announced_at}
    return add_calendar_entries([entry_of({**given, "source": source, "why": why})], actor=actor, at=at)
