"""Actors, findings, periods and months: small things that travel."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.county import CountyUnknown, county_named, county_names, county_of_address
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.money import Money
from xuzhi.kernel.months import add_months, months_between, years_before
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.period import Period

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def test_actors_and_back() -> None:
    officer = Actor.person("7f", "林承辦", "officer")
    applicant = Actor.person("8a", "王小明", "applicant", firm="22099131")
    for actor in (officer, applicant, Actor.system("clock"), Actor.system()):
        assert Actor.from_json(actor.as_json()) == actor
    assert Actor.system("clock") == Actor("system", "clock", "clock", "clock")
    assert Actor.system("sealer").role == "system"
    assert officer.is_person


@pytest.mark.parametrize(("kind", "role"), [("person", "clock"), ("system", "officer"), ("person", "king")])
def test_nobody_acts_in_a_role_that_is_not_theirs(kind: str, role: str) -> None:
    with pytest.raises(ValueError):
        Actor(kind, "1", "x", role)  # type: ignore[arg-type]


def test_a_finding_as_json() -> None:
    finding = Finding(
        check="capital",
        clause="L2.1",
        outcome=Outcome.NOT_MET,
        reason="實收資本額 800,000 元，未達 1,000,000 元。",
        values={"company.paid_in_capital": Money(800_000), "on": date(2026, 11, 22)},
        label="資本額",
        remedy="完成增資登記後即可再次申請。",
    )
    assert finding.as_json() == {
        "check": "capital",
        "clause": "L2.1",
        "outcome": "not_met",
        "reason": "實收資本額 800,000 元，未達 1,000,000 元。",
        "values": {"company.paid_in_capital": 800_000, "on": "2026-11-22"},
        "missing": [],
        "label": "資本額",
        "remedy": "完成增資登記後即可再次申請。",
        "confirmed_by": None,
        "blocking": False,
    }


def test_values_are_written_down_exactly_or_not_at_all() -> None:
    class Number(IntEnum):
        ONE = 1

    value = {
        "day": date(2026, 1, 1),
        "at": datetime(2026, 1, 1, 9, tzinfo=UTC),
        "share": Decimal("0.100"),
        "whole": Decimal("500.0"),
        "outcome": Outcome.MET,
        "one": Number.ONE,
        "yes": True,
        "none": None,
        "records": (MappingProxyType({"country": "TW"}),),
        "codes": {"b", "a"},
    }
    assert as_json_value(value) == {
        "day": "2026-01-01",
        "at": "2026-01-01T09:00:00+00:00",
        "share": "0.1",
        "whole": 500,
        "outcome": "met",
        "one": 1,
        "yes": True,
        "none": None,
        "records": [{"country": "TW"}],
        "codes": ["a", "b"],
    }
    for inexact in (0.1, datetime(2026, 1, 1), object()):  # noqa: DTZ001
        with pytest.raises(TypeError):
            as_json_value(inexact)


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 1
    assert months_between(date(2026, 2, 28), date(2026, 1, 31)) == -1


@given(days, st.integers(-600, 600))
def test_months_added_are_the_months_between(day: date, count: int) -> None:
    there = add_months(day, count)
    assert (there.year - day.year) * 12 + there.month - day.month == count
    if count >= 0:
        assert months_between(day, there) == count


@given(days, days)
def test_months_between_is_the_most_that_fits(one: date, other: date) -> None:
    start, end = sorted((one, other))
    count = months_between(start, end)
    assert add_months(start, count) <= end < add_months(start, count + 1)


def test_periods_include_both_ends() -> None:
    listing = Period(date(2026, 2, 13), date(2027, 4, 20))
    assert (listing.length_days, listing.months) == (432, 14)
    assert Period(date(2026, 1, 1), date(2026, 12, 31)).months == 12
    assert listing.covers(date(2026, 2, 13))
    assert listing.covers(date(2027, 4, 20))
    assert not listing.covers(date(2027, 4, 21))
    assert listing.overlaps(Period(date(2027, 4, 20), date(2027, 5, 1)))
    assert not listing.overlaps(Period(date(2027, 4, 21), date(2027, 5, 1)))
    assert Period(date(2026, 3, 1), date(2026, 3, 1)).within(listing)
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2026, 2, 13), date(2026, 2, 12))


def test_counties_however_they_are_written() -> None:
    assert len(county_names()) == 22
    assert county_named("台中市") == county_named(" Taichung City ") == "臺中市"
    assert county_of_address("台南市東區大學路1號") == "臺南市"
    assert county_of_address("東區大學路1號") is None
    with pytest.raises(CountyUnknown):
        county_named("臺灣")
