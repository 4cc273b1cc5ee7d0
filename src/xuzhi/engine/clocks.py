"""When a clock of a case kind ends, counted as the programme's policies say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from xuzhi.engine import exact
from xuzhi.kernel.calendar import Count, CountingRules, WorkingCalendar
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.expressions.types import canonical_unit
from xuzhi.rulebook.model import ClockRule

# How the engine counts, and what each is when neither policies nor parameters say.
COUNTING = {
    "first_day_counted": False,
    "last_day_rolls": True,
    "closure_stops_clock": True,
    "half_day_stops_clock": True,
}


class DayUnknown(Refusal):
    """The day on which a clock ends is not known. Values: clock."""

    code = "engine.day_unknown"


@dataclass(frozen=True)
class Deadline:
    """`due_at` is the first instant that is too late; `due_on` the last day on which there is time."""

    clock: str
    due_at: datetime
    due_on: date
    count: Count


def deadline(
    edition: Edition,
    kind: str,
    clock_name: str,
    started_at: datetime,
    calendar: WorkingCalendar,
    county: str | None = None,
    *,
    facts: Mapping[str, Any] | None = None,
) -> Deadline:
    """When the clock ends. Raises KeyError (no such clock), ParameterNotSet, DayUnknown, and what the calendar raises.

    A clock `before` another ends that long before it, as if both started together; it is a reminder, so neither
    holidays nor closures move it. Nor do they one that ends on a day that the facts name, or in which something is
    valid: such a one needs no calendar of its last year.
    """
    clock = edition.case(kind).clock(clock_name)
    start_on = started_at.astimezone(TAIPEI).date()
    rules = counting_rules(edition)
    if clock.ends_on:
        return _on_the_day(clock, start_on, (facts or {}).get(clock.ends_on))
    if clock.ends_at:
        return _at_the_instant(clock, start_on, (facts or {}).get(clock.ends_at))
    if not clock.before:
        count = _count(edition, clock, start_on, calendar, county, rules)
        return Deadline(clock_name, count.due_at, count.due_on, count)
    other = deadline(edition, kind, clock.before, started_at, calendar, county, facts=facts)
    due_on = _earlier(edition, clock, other.due_on, calendar, county, rules)
    due_at = datetime.combine(due_on, datetime.min.time(), other.due_at.tzinfo)
    return Deadline(clock_name, due_at, due_on, Count(start_on, due_on, due_at, (), ()))


def _on_the_day(clock: ClockRule, start_on: date, last_on: Any) -> Deadline:
    """It ends with that day; one that is over already ends now, so that the next sweep finds it."""
    if not isinstance(last_on, date):
        raise DayUnknown(clock=clock.label, clause=clock.clause or None)
    due_at = datetime.combine(last_on + timedelta(days=1), datetime.min.time(), TAIPEI)
    return Deadline(clock.name, due_at, last_on, Count(start_on, last_on, due_at, (), ()))


def _at_the_instant(clock: ClockRule, start_on: date, last_at: Any) -> Deadline:
    """That very second is still in time."""
    if not isinstance(last_at, datetime):
        raise DayUnknown(code="engine.instant_unknown", clock=clock.label, clause=clock.clause or None)
    due_at = last_at.astimezone(TAIPEI).replace(microsecond=0) + timedelta(seconds=1)
    due_on = last_at.astimezone(TAIPEI).date()
    return Deadline(clock.name, due_at, due_on, Count(start_on, due_on, due_at, (), ()))


def counting_rules(edition: Edition) -> CountingRules:
    """From `[policies]` (each true, false, or a parameter's name), else from the parameter of that name."""
    found = {}
    for name, usual in COUNTING.items():
        written = edition.programme.policies.get(name, name)
        value = written if isinstance(written, bool) else edition.values.get(str(written))
        found[name] = value if isinstance(value, bool) else usual
    return CountingRules(
        first_day_counts=found["first_day_counted"],
        roll_last_day=found["last_day_rolls"],
        closures_stop=found["closure_stops_clock"],
        half_day_stops=found["half_day_stops_clock"],
    )


def length_of(edition: Edition, clock: ClockRule) -> tuple[int, str]:
    """How long it lasts, and in what: day, working day, month, year. Raises ParameterNotSet."""
    if isinstance(clock.lasts, int):
        return clock.lasts, clock.unit
    unit = clock.unit or canonical_unit(edition.parameters[clock.lasts].unit)
    return int(edition.value(clock.lasts)), unit


def _count(
    edition: Edition,
    clock: ClockRule,
    start_on: date,
    calendar: WorkingCalendar,
    county: str | None,
    rules: CountingRules,
) -> Count:
    length, unit = length_of(edition, clock)
    rules = replace(rules, roll_last_day=False) if clock.validity else rules
    if unit == "working day":
        return calendar.add_working_days(start_on, length, county=county, rules=rules)
    if unit in ("month", "year"):
        # A period of months ends the day before the day that corresponds to its first day (Civil Code, art. 121).
        end = exact.months_after(start_on, length * (12 if unit == "year" else 1)) or start_on
        length = (end - start_on).days
    return calendar.add_days(start_on, length, county=county, rules=rules)


def _earlier(
    edition: Edition,
    clock: ClockRule,
    due_on: date,
    calendar: WorkingCalendar,
    county: str | None,
    rules: CountingRules,
) -> date:
    length, unit = length_of(edition, clock)
    if unit in ("month", "year"):
        return exact.months_after(due_on, -length * (12 if unit == "year" else 1)) or due_on
    day = due_on
    while length:
        day -= timedelta(days=1)
        if unit != "working day" or calendar.is_working_day(day, county, rules):
            length -= 1
    return day
