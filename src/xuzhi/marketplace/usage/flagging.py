"""What of a series looks wrong: missing, flat, copied, jumping, impossible, or as busy on rest days as on others. Pure.

A flag says that somebody should look, never that somebody did wrong. The thresholds are the office's; what is not set
is not looked for, but for what cannot be at all: more people than accounts, more hours than the days have.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from xuzhi.kernel.months import add_months
from xuzhi.marketplace.usage.lines import DAY, HOURS, MONTH, PEOPLE, Measure

MISSING, FLAT, COPIED, JUMP, IMPOSSIBLE, REST_DAYS = "missing", "flat", "copied", "jump", "impossible", "rest_days"
KINDS = (MISSING, IMPOSSIBLE, COPIED, FLAT, JUMP, REST_DAYS)

EARLIER = 5
"""Periods before one that can jump."""
REST, WORK = 8, 20
"""Rest days and working days without which their means say nothing: four weeks."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Point:
    """What counts for a period."""

    from_on: date
    until_on: date
    value: Decimal


@dataclass(frozen=True)
class Series:
    """A measure of a subscription. `points` in order; `from_on` and `until_on` are the days on which it is counted;
    `seats` are the accounts from a day on, the earliest first."""

    subscription: str
    measure: Measure
    points: tuple[Point, ...]
    from_on: date
    until_on: date
    seats: tuple[tuple[date, int], ...] = ()

    def seats_on(self, day: date) -> int | None:
        """The accounts there were that day, before all terms those of the first; None where it is not known."""
        known = [seats for from_on, seats in self.seats if from_on <= day]
        return (known[-1] if known else self.seats[0][1] if self.seats else 0) or None


@dataclass(frozen=True)
class Limits:
    """The office's thresholds by the names of the rules' parameters; None is not set."""

    usage_missing_days: int | None = None
    usage_flat_periods: int | None = None
    usage_copied_periods: int | None = None
    usage_jump_times: Decimal | None = None
    usage_rest_day_percent: Decimal | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Limits:
        """Out of the values of an edition."""

        def number(name: str) -> Decimal | None:
            return None if values.get(name) is None else Decimal(str(values[name]))

        def whole(name: str) -> int | None:
            value = number(name)
            return None if value is None else int(value)

        return cls(
            usage_missing_days=whole("usage_missing_days"),
            usage_flat_periods=whole("usage_flat_periods"),
            usage_copied_periods=whole("usage_copied_periods"),
            usage_jump_times=number("usage_jump_times"),
            usage_rest_day_percent=number("usage_rest_day_percent"),
        )

    @property
    def unset(self) -> tuple[str, ...]:
        return tuple(name for name in NAMES if getattr(self, name) is None)


NAMES = tuple(Limits.__dataclass_fields__)


@dataclass(frozen=True)
class Flag:
    """What looks wrong with a measure of a subscription over some days, with the figures that show it."""

    kind: str
    subscription: str
    measure: str
    from_on: date
    until_on: date
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str, str, date]:
        return self.kind, self.subscription, self.measure, self.from_on


def flags_in(
    series: Sequence[Series], limits: Limits, *, on: date, is_rest: Callable[[date], bool] | None = None
) -> list[Flag]:
    """Everything that looks wrong with series of one solution, by subscription, measure and kind."""
    found: list[Flag] = []
    for each in series:
        found += missing(each, limits.usage_missing_days, on)
        found += flat(each, limits.usage_flat_periods)
        found += jumps(each, limits.usage_jump_times)
        found += impossible(each)
        found += rest_days(each, limits.usage_rest_day_percent, is_rest)
    found += copied(series, limits.usage_copied_periods)
    return sorted(found, key=lambda flag: (flag.subscription, flag.measure, KINDS.index(flag.kind), flag.from_on))


def missing(series: Series, days: int | None, on: date) -> Iterator[Flag]:
    """Periods that are over for so many days without a record; those that lie together are one."""
    if days is None:
        return
    there = {point.from_on for point in series.points}
    last = min(series.until_on, on - timedelta(days=days))
    absent = [span for span in _expected(series, last) if span[0] not in there]
    for run in _runs(absent, series.measure.every):
        yield _flag(MISSING, series, run[0][0], run[-1][1], periods=len(run))


def flat(series: Series, periods: int | None) -> Iterator[Flag]:
    """The same figure, other than 0, so many periods in a row."""
    if periods is None or periods < 2:
        return
    for run in _together(series):
        same: list[Point] = []
        for point in [*run, None]:
            if point is not None and same and point.value == same[-1].value:
                same.append(point)
                continue
            if len(same) >= periods and same[0].value:
                yield _flag(FLAT, series, same[0].from_on, same[-1].until_on, periods=len(same), value=same[0].value)
            same = [point] if point is not None else []


def copied(series: Sequence[Series], periods: int | None) -> Iterator[Flag]:
    """Two subscriptions whose figures for a measure are equal period by period, so many in a row, and vary."""
    if periods is None or periods < 2:
        return
    seen: dict[Any, list[int]] = {}
    for nth, each in enumerate(series):
        for window in _windows(each, periods):
            key = (each.measure.code, window[0].from_on, tuple(point.value for point in window))
            seen.setdefault(key, []).append(nth)
    equal: dict[tuple[int, int], list[date]] = {}
    for (_, from_on, _), owners in seen.items():
        first, *others = owners
        for other in others:
            equal.setdefault((first, other), []).append(from_on)
            equal.setdefault((other, first), []).append(from_on)
    for (nth, other), days in equal.items():
        for from_on, until_on, count in _spread(series[nth], sorted(days), periods):
            yield _flag(COPIED, series[nth], from_on, until_on, periods=count, other=series[other].subscription)


def jumps(series: Series, times: Decimal | None) -> Iterator[Flag]:
    """A period so many times the median of all before it."""
    if times is None or times <= 1:
        return
    before: list[Decimal] = []
    for point in series.points:
        middle = _median(before) if len(before) >= EARLIER else Decimal(0)
        if middle and point.value >= times * middle:
            yield _flag(JUMP, series, point.from_on, point.until_on, value=point.value, median=middle)
        insort(before, point.value)


def impossible(series: Series) -> Iterator[Flag]:
    """More people than accounts, or more hours than the accounts have in those days."""
    for point in series.points:
        seats = series.seats_on(point.until_on)
        if seats is None:
            continue
        most = {PEOPLE: seats, HOURS: seats * 24 * ((point.until_on - point.from_on).days + 1)}.get(
            series.measure.counts
        )
        if most is not None and point.value > most:
            yield _flag(IMPOSSIBLE, series, point.from_on, point.until_on, value=point.value, most=most, seats=seats)


def rest_days(series: Series, percent: Decimal | None, is_rest: Callable[[date], bool] | None) -> Iterator[Flag]:
    """As busy on weekends and holidays as on working days, in what is counted by the day."""
    if percent is None or is_rest is None or series.measure.every != DAY:
        return
    rest = [point.value for point in series.points if is_rest(point.from_on)]
    work = [point.value for point in series.points if not is_rest(point.from_on)]
    if len(rest) < REST or len(work) < WORK or not sum(work):
        return
    share = sum(rest, Decimal(0)) * len(work) * 100 / (sum(work, Decimal(0)) * len(rest))
    if share >= percent:
        first, last = series.points[0], series.points[-1]
        yield _flag(REST_DAYS, series, first.from_on, last.until_on, percent=round(share), days=len(rest))


def _flag(kind: str, series: Series, from_on: date, until_on: date, **values: Any) -> Flag:
    return Flag(kind, series.subscription, series.measure.code, from_on, until_on, values)


def _expected(series: Series, last: date) -> Iterator[tuple[date, date]]:
    """The periods that are over by the day."""
    day = series.from_on if series.measure.every != MONTH else series.from_on.replace(day=1)
    while day <= last:
        following = add_months(day, 1) if series.measure.every == MONTH else day + _DAY
        if following - _DAY <= last or (series.measure.every == MONTH and last == series.until_on):
            yield day, following - _DAY
        day = following


def _runs(spans: Iterable[tuple[date, date]], every: str) -> list[list[tuple[date, date]]]:
    runs: list[list[tuple[date, date]]] = []
    for span in spans:
        if runs and runs[-1][-1][1] + _DAY == span[0]:
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def _together(series: Series) -> list[list[Point]]:
    """The points, parted where a period has none."""
    runs: list[list[Point]] = []
    for point in series.points:
        if runs and runs[-1][-1].until_on + _DAY == point.from_on:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs


def _windows(series: Series, length: int) -> Iterator[Sequence[Point]]:
    """Every stretch of so many periods in a row in which the figures vary."""
    for run in _together(series):
        for first in range(len(run) - length + 1):
            window = run[first : first + length]
            if len({point.value for point in window}) > 1:
                yield window


def _spread(series: Series, starts: Sequence[date], length: int) -> Iterator[tuple[date, date, int]]:
    """Windows that overlap or touch, put together: first day, last day, periods."""
    place = {point.from_on: nth for nth, point in enumerate(series.points)}
    begin = end = -1
    for nth in [*(place[day] for day in starts), len(series.points) + length]:
        if begin >= 0 and nth > end:
            yield series.points[begin].from_on, series.points[end - 1].until_on, end - begin
            begin = -1
        if begin < 0:
            begin = nth
        end = nth + length


def _median(ordered: Sequence[Decimal]) -> Decimal:
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
