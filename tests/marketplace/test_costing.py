"""What a plan costs: exact, whole, on both sides of the tax, and the same whichever way one adds it up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.marketplace.costing import (
    MONTHS,
    Amount,
    Terms,
    cheapest,
    cost_of,
    taxed,
    terms_of,
)

FIVE = Decimal(5)
MONTHLY = Terms("月繳", "monthly", 3_900, tax_included=True)
YEARLY = Terms("年繳", "yearly", 39_000, tax_included=True, term_months=12, setup_twd=2_000)


def cost(terms, seats=10, months=24, tax=FIVE):
    return cost_of(terms, seats=seats, months=months, tax_percent=tax)


def parts(terms, **asked):
    return {part.name: (part.each.printed, part.times, part.total.with_tax) for part in cost(terms, **asked).parts}


@pytest.mark.parametrize(
    ("printed", "included", "percent", "amount"),
    [
        (3_900, True, FIVE, Amount(3_900, 3_900, 3_714)),
        (3_714, False, FIVE, Amount(3_714, 3_900, 3_714)),
        (10, False, FIVE, Amount(10, 11, 10)),  # 0.5 of a dollar of tax is a dollar
        (9, False, FIVE, Amount(9, 9, 9)),
        (105, True, FIVE, Amount(105, 105, 100)),
        (1_000, True, Decimal("0"), Amount(1_000, 1_000, 1_000)),
        (1_000, True, None, Amount(1_000, 1_000, None)),
        (1_000, False, None, Amount(1_000, None, 1_000)),
        (1_000, None, FIVE, Amount(1_000, None, None)),
    ],
)
def test_both_sides_of_the_tax(printed, included, percent, amount):
    assert taxed(printed, included, percent) == amount


def test_by_the_month():
    assert parts(MONTHLY) == {"subscription": (3_900, 24, 93_600)}
    assert cost(MONTHLY).total == Amount(93_600, 93_600, 24 * 3_714)
    assert cost(MONTHLY).total.tax == 24 * 186


def test_a_year_that_has_begun_is_paid_for():
    assert parts(YEARLY, months=13) == {"onboarding": (2_000, 1, 2_000), "subscription": (39_000, 2, 78_000)}
    assert cost(YEARLY, months=13).paid_months == 24


def test_the_shortest_term_is_paid_for_by_who_stays_for_less():
    bound = replace(MONTHLY, term_months=12)
    assert parts(bound, months=6) == {"subscription": (3_900, 12, 46_800)}
    assert cost(bound, months=6).paid_months == 12


def test_seats_beyond_those_included_cost_extra_in_every_period():
    some = replace(MONTHLY, seats=3, extra_seat_twd=200)
    assert parts(some, seats=10, months=2) == {
        "subscription": (3_900, 2, 7_800), "extra_seats": (1_400, 2, 2_800)
    }  # fmt: skip
    assert parts(some, seats=3, months=2) == {"subscription": (3_900, 2, 7_800)}


def test_a_price_for_each_seat():
    each = replace(MONTHLY, price_twd=300, per_seat=True, seats=5)
    assert parts(each, seats=10, months=1) == {"subscription": (3_000, 1, 3_000)}
    assert parts(each, seats=2, months=1) == {"subscription": (1_500, 1, 1_500)}  # five at the least


def test_bought_once_and_leaving_costs():
    once = Terms("買斷", "one_off", 50_000, tax_included=False, exit_twd=1_000)
    assert cost(once).total == Amount(51_000, 53_550, 51_000)
    assert [part.name for part in cost(once).parts] == ["subscription", "exit"]


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (replace(MONTHLY, price_twd=None), "no_price"),
        (replace(MONTHLY, billing="usage"), "by_usage"),
        (replace(MONTHLY, most_seats=9), "too_many_seats"),
        (replace(MONTHLY, seats=9), "no_seat_price"),
        (replace(MONTHLY, seats=9, per_seat=True), ""),
        (replace(MONTHLY, seats=10), ""),
    ],
)
def test_why_there_is_no_sum(terms, why):
    found = cost(terms, seats=10)
    assert (found.why, bool(found.parts)) == (why, not why)


def test_the_cheapest_and_what_decides_it():
    least = cheapest([cost(MONTHLY, months=12), cost(YEARLY, months=12)])
    assert (least.cost.terms.name, least.next.terms.name, least.saves, least.because) == (
        "年繳", "月繳", 46_800 - 41_000, "subscription"
    )  # fmt: skip
    short = cheapest([cost(MONTHLY, months=3), cost(YEARLY, months=3)])
    assert (short.cost.terms.name, short.saves, short.because) == ("月繳", 41_000 - 11_700, "subscription")


def test_sums_are_not_compared_across_an_unknown_tax():
    unknown = replace(MONTHLY, tax_included=None, price_twd=1)
    assert cheapest([cost(MONTHLY), cost(unknown)]) is None
    assert cheapest([cost(MONTHLY), cost(replace(MONTHLY, tax_included=False))]).saves == 24 * 195
    assert cheapest([cost(replace(MONTHLY, tax_included=False), tax=None), cost(MONTHLY, tax=None)]) is None
    assert cheapest([]) is None
    assert cheapest([cost(replace(MONTHLY, billing="usage"))]) is None
    assert cheapest([cost(MONTHLY)]).next is None


def test_terms_out_of_the_facts():
    plan = {
        "name": "團隊版", "price_twd": 39_000, "billing": "yearly", "term_months": "12.5", "seats": "20", "per": "seat",
        "tax_included": False, "setup_twd": 0, "extra_seat_twd": None, "trial_days": "30", "most_seats": "x",
    }  # fmt: skip
    assert terms_of(plan) == Terms(
        "團隊版", "yearly", 39_000, tax_included=False, term_months=13, per_seat=True, seats=20, setup_twd=0,
        trial_days=30,
    )  # fmt: skip
    assert terms_of({}) == Terms("", "", None)


dollars = st.integers(0, 10**7)
maybe = st.one_of(st.none(), dollars)
any_terms = st.builds(
    Terms, name=st.just("版"), billing=st.sampled_from([*MONTHS, "one_off"]), price_twd=dollars,
    tax_included=st.sampled_from([True, False, None]), term_months=st.integers(1, 36), per_seat=st.booleans(),
    seats=st.one_of(st.none(), st.integers(1, 50)), extra_seat_twd=dollars, setup_twd=maybe, exit_twd=maybe,
)  # fmt: skip
rates = st.one_of(st.none(), st.decimals(0, 20, places=2))
asked = {"seats": st.integers(1, 200), "months": st.integers(1, 60), "tax": rates}


@given(terms=any_terms, **asked)
def test_the_parts_add_up_and_both_sides_agree(terms, seats, months, tax):
    found = cost(terms, seats, months, tax)
    total = found.total
    for side in ("printed", "with_tax", "without_tax"):
        each = [getattr(part.total, side) for part in found.parts]
        assert getattr(total, side) == (None if None in each else sum(each))
    if total.tax is not None:
        assert total.tax >= 0
        printed = total.with_tax if terms.tax_included else total.without_tax
        assert printed == total.printed
    assert found.paid_months >= months


@given(terms=any_terms, **asked)
def test_what_was_paid_only_grows_and_ends_at_the_total(terms, seats, months, tax):
    found = cost(terms, seats, months, tax)
    paid = [found.paid_by(month).printed for month in range(1, months + 1)]
    assert paid == sorted(paid)
    assert paid[-1] == found.total.printed


@given(terms=any_terms, **asked)
def test_staying_longer_or_with_more_people_never_costs_less(terms, seats, months, tax):
    total = cost(terms, seats, months, tax).total.printed
    assert cost(terms, seats, months + 1, tax).total.printed >= total
    assert cost(terms, seats + 1, months, tax).total.printed >= total


@given(plans=st.lists(any_terms, min_size=1, max_size=5), **asked)
def test_nothing_is_cheaper_than_the_cheapest(plans, seats, months, tax):
    costs = [cost(each, seats, months, FIVE if tax is None else tax) for each in plans]
    least = cheapest(costs)
    if least is None:
        assert len({each.tax_included for each in plans}) > 1
    elif all(each.total.with_tax is not None for each in costs):
        assert least.cost.total.with_tax == min(each.total.with_tax for each in costs)
        assert least.saves >= 0
        assert bool(least.because) == bool(least.saves)
