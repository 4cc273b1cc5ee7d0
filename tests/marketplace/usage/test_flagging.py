"""What of a series looks wrong, figure by figure; and what may never be pointed out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.marketplace.usage.flagging import (
    Flag,
    Limits,
    Point,
    Series,
    copied,
    flags_in,
    flat,
    impossible,
    jumps,
    missing,
    rest_days,
)
from xuzhi.marketplace.usage.lines import Measure

pytestmark = pytest.mark.clause("L6.1.1")

RUNS = Measure("runs", "產生的排程", "times", "day")
PEOPLE = Measure("people", "使用的人", "people", "day")
HOURS = Measure("hours", "使用時數", "hours", "month")
MONDAY = date(2026, 6, 1)


def days(*values: int | None, of: str = "a", measure: Measure = RUNS, begins: date = MONDAY, seats: int = 3) -> Series:
    """A value a day from Monday on; None is a day without a record."""
    given = [(begins + timedelta(days=nth), value) for nth, value in enumerate(values)]
    points = tuple(Point(on, on, Decimal(value)) for on, value in given if value is not None)
    return Series(of, measure, points, begins, begins + timedelta(days=400), ((begins, seats),))


def day(nth: int) -> date:
    return MONDAY + timedelta(days=nth)


def months(*values: tuple[int, int]) -> Series:
    points = tuple(Point(date(2026, m, 1), date(2026, m + 1, 1) - timedelta(days=1), Decimal(v)) for m, v in values)
    return Series("a", HOURS, points, date(2026, 6, 10), date(2026, 9, 20), ((date(2026, 6, 10), 3),))


def test_days_without_a_record_lie_together():
    series = days(1, None, None, 4, None)
    assert list(missing(series, 2, day(6))) == [
        Flag("missing", "a", "runs", day(1), day(2), {"periods": 2}),
        Flag("missing", "a", "runs", day(4), day(4), {"periods": 1}),
    ]
    assert [flag.from_on for flag in missing(series, 3, day(6))] == [day(1)]
    assert list(missing(series, None, day(6))) == []


def test_months_are_missing_once_they_are_over_and_the_last_with_the_subscription():
    series = months((7, 10))
    assert [(flag.from_on, flag.until_on) for flag in missing(series, 5, date(2026, 9, 5))] == [
        (date(2026, 6, 1), date(2026, 6, 30)), (date(2026, 8, 1), date(2026, 8, 31)),
    ]  # fmt: skip
    assert [flag.from_on for flag in missing(series, 5, date(2026, 9, 4))] == [date(2026, 6, 1)]
    assert [(flag.from_on, flag.until_on) for flag in missing(series, 5, date(2026, 12, 1))][1:] == [
        (date(2026, 8, 1), date(2026, 9, 30))
    ]


def test_the_same_figure_in_a_row_is_flat_but_nothing_is_not():
    assert list(flat(days(5, 7, 7, 7, 8, 0, 0, 0, 0), 3)) == [
        Flag("flat", "a", "runs", day(1), day(3), {"periods": 3, "value": Decimal(7)})
    ]
    assert list(flat(days(7, 7, None, 7), 3)) == []
    assert list(flat(days(7, 7, 7, 7), None)) == []


def test_two_subscriptions_with_the_same_varying_figures():
    one, two = days(1, 2, 3, 4, 9, of="a"), days(8, 2, 3, 4, 7, of="b")
    assert list(copied([one, two], 3)) == [
        Flag("copied", "a", "runs", day(1), day(3), {"periods": 3, "other": "b"}),
        Flag("copied", "b", "runs", day(1), day(3), {"periods": 3, "other": "a"}),
    ]
    assert list(copied([one, two], 4)) == []
    assert list(copied([days(5, 5, 5, of="a"), days(5, 5, 5, of="b")], 3)) == []
    assert list(copied([one, days(1, 2, 3, 4, of="b", measure=PEOPLE)], 3)) == []


def test_copied_stretches_that_touch_are_one():
    one, two = days(1, 2, 3, 4, 5, 6, of="a"), days(1, 2, 3, 4, 5, 6, of="b")
    found = [(flag.subscription, flag.from_on, flag.until_on, flag.values["periods"]) for flag in copied([one, two], 3)]
    assert found == [("a", day(0), day(5), 6), ("b", day(0), day(5), 6)]


def test_a_jump_is_so_many_times_the_median_before_it():
    assert list(jumps(days(10, 12, 8, 10, 10, 50, 11), Decimal(5))) == [
        Flag("jump", "a", "runs", day(5), day(5), {"value": Decimal(50), "median": Decimal(10)})
    ]
    assert list(jumps(days(10, 12, 8, 10, 50), Decimal(5))) == []
    assert list(jumps(days(0, 0, 0, 0, 0, 50), Decimal(5))) == []
    assert list(jumps(days(10, 12, 8, 10, 10, 49), Decimal(5))) == []


def test_more_people_than_accounts_and_more_hours_than_days():
    assert list(impossible(days(3, 4, measure=PEOPLE))) == [
        Flag("impossible", "a", "people", day(1), day(1), {"value": Decimal(4), "most": 3, "seats": 3})
    ]
    assert [flag.values["most"] for flag in impossible(months((7, 3 * 24 * 31 + 1)))] == [2232]
    assert list(impossible(months((7, 2232)))) == []
    assert list(impossible(days(999))) == []


def test_rest_days_as_busy_as_others():
    def weekend(on: date) -> bool:
        return on.weekday() >= 5

    week = (10, 10, 10, 10, 10)
    assert list(rest_days(days(*(*week, 9, 9) * 4), Decimal(90), weekend)) == [
        Flag("rest_days", "a", "runs", day(0), day(27), {"percent": 90, "days": 8})
    ]
    assert list(rest_days(days(*(*week, 9, 8) * 4), Decimal(90), weekend)) == []
    assert list(rest_days(days(*(*week, 9, 9) * 3), Decimal(90), weekend)) == []


def test_what_is_not_set_is_not_looked_for_and_says_so():
    nothing = Limits.of({})
    assert nothing.unset == (
        "usage_missing_days", "usage_flat_periods", "usage_copied_periods", "usage_jump_times",
        "usage_rest_day_percent",
    )  # fmt: skip
    series = [days(*[7] * 40, of="a"), days(*[7] * 40, of="b"), days(*[9] * 2, of="c", measure=PEOPLE)]
    assert {flag.kind for flag in flags_in(series, nothing, on=day(60))} == {"impossible"}
    assert Limits.of({"usage_flat_periods": Decimal(7), "usage_jump_times": "2.5"}) == Limits(
        usage_flat_periods=7, usage_jump_times=Decimal("2.5")
    )


LIMITS = Limits(3, 4, 3, Decimal(3), Decimal(80))
VALUES = st.lists(st.one_of(st.none(), st.integers(0, 4)), max_size=40)


@given(VALUES, VALUES)
def test_every_flag_lies_within_what_it_speaks_of(one, two):
    series = [days(*one, of="a"), days(*two, of="b")]
    found = flags_in(series, LIMITS, on=day(30), is_rest=lambda on: on.weekday() >= 5)
    known = {each.subscription: {point.from_on: point.value for point in each.points} for each in series}
    assert len({(*flag.identity, str(flag.values.get("other"))) for flag in found}) == len(found)
    for flag in found:
        span = [flag.from_on + timedelta(days=nth) for nth in range((flag.until_on - flag.from_on).days + 1)]
        told = [known[flag.subscription].get(on) for on in span]
        if flag.kind == "missing":
            assert told == [None] * flag.values["periods"]
        if flag.kind == "flat":
            assert set(told) == {flag.values["value"]} and len(told) >= 4
        if flag.kind == "copied":
            assert told == [known[flag.values["other"]].get(on) for on in span] and len(set(told)) > 1


@given(VALUES)
def test_a_series_beside_itself_is_copied_wherever_it_varies(values):
    found = list(copied([days(*values, of="a"), days(*values, of="b")], 2))
    varies = any(a is not None and b is not None and a != b for a, b in pairwise(values))
    assert bool(found) == varies
    assert {flag.subscription for flag in found} == ({"a", "b"} if varies else set())
