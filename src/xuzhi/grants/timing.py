"""Work items on a line of time, in thousandths of the plan's period. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xuzhi.grants.names import CODE, ENDS, ITEMS, NAME, PERIOD, STARTS

WHOLE = 1000


@dataclass(frozen=True)
class Bar:
    """`left` and `width` in thousandths; `outside`: not wholly within the plan's period."""

    code: str
    name: str
    starts_on: date
    ends_on: date
    left: int
    width: int
    outside: bool


@dataclass(frozen=True)
class Tick:
    """The first day of a quarter."""

    on: date
    left: int


@dataclass(frozen=True)
class Timeline:
    """`from_on` and `until_on` span the plan's period and every item; `period` is the plan's own part of it."""

    from_on: date
    until_on: date
    period: tuple[int, int] | None
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def timeline_of(facts: Mapping[str, Any]) -> Timeline | None:
    """None while no item has both of its days in order."""
    items = [(each, _day(each.get(STARTS)), _day(each.get(ENDS))) for each in facts.get(ITEMS) or ()]
    dated = [(each, first, last) for each, first, last in items if first and last and first <= last]
    if not dated:
        return None
    begins, ends = (_day(facts.get(name)) for name in PERIOD)
    whole = begins is not None and ends is not None and begins <= ends
    from_on = min([first for _, first, _ in dated] + ([begins] if whole and begins else []))
    until_on = max([last for _, _, last in dated] + ([ends] if whole and ends else []))
    days = (until_on - from_on).days + 1

    def place(on: date) -> int:
        return WHOLE * (on - from_on).days // days

    bars = []
    for each, first, last in dated:
        left, right = place(first), place(last + timedelta(days=1))
        outside = bool(whole and begins and ends and (first < begins or last > ends))
        code, name = str(each.get(CODE) or ""), str(each.get(NAME) or "")
        bars.append(Bar(code, name, first, last, left, max(4, right - left), outside))
    period = (place(begins), place(ends + timedelta(days=1)) - place(begins)) if whole and begins and ends else None
    ticks = tuple(Tick(on, place(on)) for on in _quarters(from_on, until_on))
    return Timeline(from_on, until_on, period, tuple(bars), ticks)


def _quarters(first: date, last: date) -> list[date]:
    found, year, month = [], first.year, 1
    while date(year, month, 1) <= last:
        if date(year, month, 1) > first:
            found.append(date(year, month, 1))
        year, month = (year, month + 3) if month < 10 else (year + 1, 1)
    return found


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None
