"""Working days as Taiwan's offices count them.

Seeded from office_calendar.toml, which was taken from the `holidays` package; over it lie the office's own entries:
official calendar imports, working Saturdays, and closures by county and half-day. A year that is not loaded is an
error, never a guess. Counting follows the Administrative Procedure Act, article 48, unless the rules say otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Literal

import tomli

from xuzhi.kernel.county import county_named
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI_OFFSET
from xuzhi.kernel.texts import current_language, say

SEEDED_YEARS = range(2017, 2028)
"""Years whose office calendar the seed carries."""

_DAY = timedelta(days=1)


class YearNotLoaded(Refusal, LookupError):
    """A day was asked about whose year has no calendar."""

    code = "kernel.year_not_loaded"


class DayCountInvalid(Refusal, ValueError):
    """The number of days is not a whole number, 0 or more."""

    code = "kernel.day_count_invalid"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One day set by an authority, laid over the seed.

    holiday, workday  the whole country; the later entry of a day wins
    closure           offices closed (a typhoon, say), in `county` or, when None, everywhere; `half` None is all day
    announced_at      when it became known; None is "always known"
    why               words of the announcement, shown to people
    """

    day: date
    kind: Literal["holiday", "workday", "closure"]
    county: str | None = None
    half: Literal["am", "pm"] | None = None
    announced_at: datetime | None = None
    source: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if self.kind != "closure" and (self.county or self.half):
            raise ValueError("only a closure has a county or a half-day")
        if self.announced_at is not None and self.announced_at.tzinfo is None:
            raise ValueError("announced_at needs an offset")
        if self.county is not None:
            object.__setattr__(self, "county", county_named(self.county))


@dataclass(frozen=True, slots=True)
class CountingRules:
    """How a programme counts.

    first_day_counts  whether the day of notice is the first day
    roll_last_day     whether a last day on which offices are closed moves on to the next working day
    closures_stop     whether a closure of the applicant's county stops the count
    half_day_stops    whether a half-day closure does so too, as a whole day
    ends              the hour at which the last day ends, `24:00` or `HH:MM`
    """

    first_day_counts: bool = False
    roll_last_day: bool = True
    closures_stop: bool = True
    half_day_stops: bool = True
    ends: str = "24:00"


@dataclass(frozen=True, slots=True)
class Count:
    """A deadline and how it was counted. `due_at` is the first instant that is too late, in Taipei's offset."""

    start_on: date
    due_on: date
    due_at: datetime
    days: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...] = field(default=())


@dataclass(frozen=True)
class WorkingCalendar:
    """The office calendar of some years. Make it with `taiwan`; it never changes."""

    years: frozenset[int]
    entries: tuple[CalendarEntry, ...] = ()

    @classmethod
    def taiwan(cls, years: Iterable[int] = SEEDED_YEARS, entries: Iterable[CalendarEntry] = ()) -> "WorkingCalendar":
        """The calendar of `years`, and of every year for which `entries` set each day (an official calendar).

        Raises YearNotLoaded for a year that neither the seed nor the entries carry.
        """
        laid = tuple(entries)
        whole = _whole_years(laid)
        for year in (wanted := frozenset(years)):
            if year not in SEEDED_YEARS and year not in whole:
                raise YearNotLoaded(year=year)
        return cls(wanted | whole, laid)

    def known_at(self, at: datetime) -> "WorkingCalendar":
        """The calendar as it stood at an instant, without what was announced later."""
        return replace(self, entries=tuple(e for e in self.entries if not e.announced_at or e.announced_at <= at))

    def is_working_day(self, day: date, county: str | None = None, rules: CountingRules = CountingRules()) -> bool:
        """Whether offices of `county` work that day; without a county only closures of the whole country count."""
        return self.why_not_working(day, county, rules) is None

    def why_not_working(
        self, day: date, county: str | None = None, rules: CountingRules = CountingRules()
    ) -> str | None:
        """Why the day is no working day, in words for people; None when it is one. Raises YearNotLoaded."""
        return self._why_free(day) or (self._why_closed(day, county, rules) if rules.closures_stop else None)

    def add_working_days(
        self, start_on: date, n: int, *, county: str | None = None, rules: CountingRules = CountingRules()
    ) -> Count:
        """The day on which `n` working days after `start_on` end. Raises YearNotLoaded, DayCountInvalid."""
        _check_count(n)
        days: list[date] = []
        skipped: list[tuple[date, str]] = []
        due_on = start_on
        for day in _from(start_on if rules.first_day_counts else start_on + _DAY):
            if len(days) == n:
                break
            why = self.why_not_working(day, county, rules)
            if why is None:
                days.append(day)
            else:
                skipped.append((day, why))
            due_on = day
        return self._count(start_on, due_on, days, skipped, county, rules)

    def add_days(
        self, start_on: date, n: int, *, county: str | None = None, rules: CountingRules = CountingRules()
    ) -> Count:
        """The day on which `n` calendar days after `start_on` end, moved on when offices are closed then."""
        _check_count(n)
        first = start_on if rules.first_day_counts else start_on + _DAY
        days = [first + i * _DAY for i in range(n)]
        return self._count(start_on, days[-1] if days else start_on, days, [], county, rules)

    def _count(
        self,
        start_on: date,
        due_on: date,
        days: list[date],
        skipped: list[tuple[date, str]],
        county: str | None,
        rules: CountingRules,
    ) -> Count:
        last_day = replace(rules, closures_stop=True)
        while rules.roll_last_day and (why := self.why_not_working(due_on, county, last_day)):
            if due_on > start_on or rules.first_day_counts:
                skipped.append((due_on, why))
            due_on += _DAY
        return Count(start_on, due_on, _end_of(due_on, rules.ends), tuple(days), tuple(dict.fromkeys(skipped)))

    def _why_free(self, day: date) -> str | None:
        if day.year not in self.years:
            raise YearNotLoaded(year=day.year)
        if entry := self._set_days.get(day):
            return None if entry.kind == "workday" else entry.why or _name_of(day)
        if day.year in SEEDED_YEARS and not _seed_works(day):
            return _name_of(day)
        return None

    def _why_closed(self, day: date, county: str | None, rules: CountingRules) -> str | None:
        where = None if county is None else county_named(county)
        for entry in self._closures.get(day, ()):
            if entry.county in (None, where) and (entry.half is None or rules.half_day_stops):
                why = entry.why or say(f"kernel.closure_{entry.half}" if entry.half else "kernel.closure")
                return say("kernel.closed_in", county=entry.county, why=why) if entry.county else why
        return None

    @cached_property
    def _set_days(self) -> dict[date, CalendarEntry]:
        return {entry.day: entry for entry in self.entries if entry.kind != "closure"}

    @cached_property
    def _closures(self) -> dict[date, list[CalendarEntry]]:
        closures: dict[date, list[CalendarEntry]] = {}
        for entry in self.entries:
            if entry.kind == "closure":
                closures.setdefault(entry.day, []).append(entry)
        return closures


def _check_count(n: int) -> None:
    if isinstance(n, bool) or not isinstance(n, int) or n < 0:
        raise DayCountInvalid(count=n)


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += _DAY


def _end_of(day: date, ends: str) -> datetime:
    if ends == "24:00":
        return datetime.combine(day + _DAY, time(), TAIPEI_OFFSET)
    return datetime.combine(day, time.fromisoformat(ends), TAIPEI_OFFSET)


def _whole_years(entries: tuple[CalendarEntry, ...]) -> frozenset[int]:
    set_days = {entry.day for entry in entries if entry.kind != "closure"}
    years = {day.year for day in set_days}
    return frozenset(y for y in years if all(day in set_days for day in _days_of(y)))


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + i * _DAY for i in range((date(year + 1, 1, 1) - first).days)]


def _seed_works(day: date) -> bool:
    free, worked = _seed()
    return day in worked or (day.weekday() < 5 and day not in free)


def _name_of(day: date) -> str:
    names = _seed()[0].get(day, {})
    key = {5: "kernel.saturday", 6: "kernel.sunday"}.get(day.weekday(), "kernel.holiday")
    return names.get(current_language()) or say(key)


@lru_cache
def _seed() -> tuple[dict[date, dict[str, str]], frozenset[date]]:
    """Names of the seed's free days by language, and the Saturdays that were worked."""
    calendar = tomli.loads(files("xuzhi.kernel").joinpath("office_calendar.toml").read_text("utf-8"))
    free = {entry.pop("on"): entry for year in calendar.values() for entry in year["free"]}
    return free, frozenset(day for year in calendar.values() for day in year["worked"])
