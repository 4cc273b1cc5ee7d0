"""What usage costs: graduated, to the dollar, each tier by itself."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.texts import use_language
from xuzhi.marketplace.costing import Amount, Terms, cheapest, cost_of
from xuzhi.marketplace.facts import lowest_price, usage_price
from xuzhi.marketplace.tiers import (
    REMAINDERS,
    Tier,
    as_kept,
    charge,
    measures_charged,
    shares_of,
    tiers_in,
    tiers_of,
    tiers_said,
)

FIVE = Decimal(5)
RUNS = Tier("runs", "產生的排程", "times", Decimal(0), Decimal(100), 50)
MORE = replace(RUNS, above=Decimal(1_000), price_twd=40)
MOST = replace(RUNS, above=Decimal(5_000), per=Decimal(1_000), price_twd=333)
GRADUATED = (RUNS, MORE, MOST)
FREE_FIRST = (replace(RUNS, above=Decimal(500), remainder="started"),)


def runs(tiers, used):
    return charge(tiers, "runs", Decimal(used))


@pytest.mark.clause("L4.E5")
@pytest.mark.parametrize(
    ("used", "price"),
    [
        ("0", 0),
        ("1", 1),  # half a dollar is a dollar
        ("100", 50),
        ("1000", 500),
        ("1001", 500),  # 0.4 more
        ("1100", 540),
        ("5000", 500 + 1_600),
        ("6500", 500 + 1_600 + 500),  # 499.5
        ("0.5", 0),
    ],
)
def test_each_tier_counts_what_lies_in_it(used, price):
    assert runs(GRADUATED, used) == price


@pytest.mark.parametrize(
    ("remainder", "prices"),
    [("pro_rata", [0, 1, 50, 51, 100]), ("started", [0, 50, 50, 100, 100]), ("whole", [0, 0, 50, 50, 100])],
)
def test_what_is_left_over_counts_as_the_plan_says(remainder, prices):
    tier = replace(RUNS, remainder=remainder)
    assert [runs((tier,), used) for used in (0, 1, 100, 101, 200)] == prices


def test_what_lies_below_the_first_tier_costs_nothing():
    assert [runs(FREE_FIRST, used) for used in (0, 500, 501, 600, 601)] == [0, 0, 50, 50, 100]


def test_the_shares_say_how_the_price_comes_about():
    shares = shares_of(GRADUATED, "runs", Decimal(1_250))
    assert [(each.tier.above, each.until, each.quantity, each.price_twd) for each in shares] == [
        (0, 1_000, 1_000, 500), (1_000, 5_000, 250, 100)
    ]  # fmt: skip
    assert shares_of(GRADUATED, "people", Decimal(9)) == ()


ROW = {"plan": "標準版", "measure": "產生的排程", "above": "0", "per": "100", "price_twd": 50, "remainder": "pro_rata"}
FACTS = {
    "solution.measures": [{"code": "runs", "name": "產生的排程", "counts": "times", "every": "day"}],
    "solution.usage_tiers": [
        {**ROW, "measure": "runs", "above": 1000, "price_twd": 40},
        ROW,
        {**ROW, "plan": "專業版", "price_twd": 9},
    ],
}


@pytest.mark.clause("L4.E5", "L6.1.1")
def test_the_tiers_of_a_plan_by_code_or_name_in_their_order():
    assert tiers_of(FACTS, "標準版") == (RUNS, MORE)
    assert [each.price_twd for each in tiers_of(FACTS, "專業版")] == [9]
    assert tiers_of(FACTS, "沒有的") == tiers_of({}, "標準版") == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"per": 0},
        {"per": None},
        {"per": "NaN"},
        {"above": "-1"},
        {"above": "x"},
        {"price_twd": None},
        {"remainder": "?"},
    ],
)
def test_a_row_that_is_not_complete_is_no_tier(wrong):
    assert tiers_of({"solution.usage_tiers": [{**ROW, **wrong}]}, "標準版") == ()


def test_what_a_contract_keeps_reads_back_the_same():
    assert tiers_in({"tiers": as_kept(GRADUATED, True)}) == GRADUATED
    assert tiers_in({}) == ()


def test_the_tiers_in_words():
    assert tiers_said(GRADUATED) == (
        "產生的排程，每月：1,000 次以內，每 100 次 50 元（不滿的按比例計算）；"
        "超過 1,000 次到 5,000 次的部分，每 100 次 40 元（不滿的按比例計算）；"
        "超過 5,000 次的部分，每 1,000 次 333 元（不滿的按比例計算）。",
    )
    assert tiers_said(FREE_FIRST) == (
        "產生的排程，每月：500 次以內不另收；超過 500 次的部分，每 100 次 50 元（不滿的以 100 次計算）。",
    )
    assert tiers_said((replace(RUNS, per=Decimal(1), price_twd=3),)) == ("產生的排程，每月：每 1 次 3 元。",)
    with use_language("en"):
        (said,) = tiers_said(FREE_FIRST)
    assert said == (
        "產生的排程, a month: up to 500 times at no further charge; beyond 500 times, NT$50 for each 100 times"
        " (less counts as 100 times)."
    )


MONTHLY = Terms("月繳", "monthly", 1_000, tax_included=False, tiers=GRADUATED)


def cost(terms, used, seats=3, months=12):
    return cost_of(terms, seats=seats, months=months, tax_percent=FIVE, usage=used)


@pytest.mark.clause("L4.E5")
def test_a_month_of_usage_is_a_charge_with_its_own_tax():
    found = cost(MONTHLY, {"runs": Decimal(1_010)})
    assert {each.name: (each.each, each.times) for each in found.parts} == {
        "subscription": (Amount(1_000, 1_050, 1_000), 12),
        "usage": (Amount(504, 529, 504), 12),
    }
    assert found.total == Amount(18_048, 18_948, 18_048)
    assert [found.paid_by(month).printed for month in (1, 2, 12)] == [1_504, 3_008, 18_048]


def test_usage_is_paid_for_as_long_as_one_stays_whatever_the_period():
    yearly = replace(MONTHLY, billing="yearly", price_twd=10_000, term_months=12)
    found = cost(yearly, {"runs": Decimal(100)}, months=6)
    assert found.part("usage").printed == 6 * 50
    assert [found.paid_by(month).printed for month in (1, 3)] == [10_050, 10_150]


def test_each_measure_is_a_charge_of_its_own():
    people = replace(RUNS, measure="people", name="使用的人", counts="people", per=Decimal(1), price_twd=10)
    both = replace(MONTHLY, tiers=(RUNS, people))
    found = cost(both, {"runs": Decimal(20), "people": Decimal(1)}, months=1)
    assert found.part("usage") == Amount(20, 22, 20)  # 10.5 and 10.5 are 11 each
    assert [each.code for each in measures_charged(both.tiers)] == ["runs", "people"]
    assert cost(both, {"runs": Decimal(20)}).why == "usage_open"


def test_without_a_word_on_usage_there_is_no_sum():
    assert (cost(MONTHLY, None).why, cost(MONTHLY, {}).parts) == ("usage_open", ())
    assert cost(MONTHLY, {"runs": Decimal(0)}).total.printed == 12_000
    flat = replace(MONTHLY, tiers=(), price_twd=1_200)
    assert cheapest([cost(MONTHLY, {}), cost(flat, {})]).cost.terms.price_twd == 1_200
    used = {"runs": Decimal(1_000)}
    least = cheapest([cost(MONTHLY, used), cost(flat, used)])
    assert (least.cost.terms.price_twd, least.saves, least.because) == (1_200, 12 * (1_575 - 1_260), "usage")


@pytest.mark.clause("L4.E5")
def test_what_costs_by_usage_alone_is_not_free():
    plan = {"name": "標準版", "price_twd": 0, "billing": "monthly"}
    assert lowest_price({**FACTS, "solution.plans": [plan]}) is None
    assert lowest_price({**FACTS, "solution.plans": [plan, {**plan, "name": "團隊版", "price_twd": 900}]}) == 900
    assert lowest_price({"solution.plans": [plan]}) == 0


def test_from_which_price_is_said_of_the_lowest_that_costs_anything():
    plan = {"name": "標準版", "billing": "monthly", "price_twd": 0}
    assert usage_price({**FACTS, "solution.plans": [plan]}) == "產生的排程 每 100 次 40 元起"
    assert usage_price({**FACTS, "solution.plans": [{**plan, "price_twd": 900}]}) == ""
    assert usage_price({"solution.plans": [plan]}) == ""


borders = st.lists(st.integers(0, 10_000), min_size=1, max_size=5, unique=True).map(sorted)


@st.composite
def graduated(draw):
    return tuple(
        Tier(
            "runs", "次數", "times", Decimal(above), Decimal(draw(st.integers(1, 1_000))), draw(st.integers(0, 10_000)),
            draw(st.sampled_from(REMAINDERS)),
        )
        for above in draw(borders)
    )  # fmt: skip


used_up = st.decimals(0, 20_000, places=3)


@given(tiers=graduated(), used=used_up, more=used_up)
def test_more_usage_never_costs_less(tiers, used, more):
    assert charge(tiers, "runs", used + more) >= charge(tiers, "runs", used) >= 0


@given(tiers=graduated(), used=used_up)
def test_at_a_border_what_is_paid_below_and_beyond_adds_up(tiers, used):
    whole = charge(tiers, "runs", used)
    for place, tier in enumerate(tiers):
        if tier.above <= used:
            beyond = tuple(replace(each, above=each.above - tier.above) for each in tiers[place:])
            assert charge(tiers, "runs", tier.above) + charge(beyond, "runs", used - tier.above) == whole


@given(tiers=graduated(), used=used_up)
def test_the_shares_are_the_whole(tiers, used):
    shares = shares_of(tiers, "runs", used)
    assert sum(each.price_twd for each in shares) == charge(tiers, "runs", used)
    assert sum(each.quantity for each in shares) == max(Decimal(0), used - tiers[0].above)


@given(tiers=graduated(), used=used_up, months=st.integers(1, 60))
def test_a_plan_costs_its_months_of_usage(tiers, used, months):
    plan = replace(MONTHLY, tiers=tiers)
    found = cost(plan, {"runs": used}, months=months)
    assert found.total.printed == months * (1_000 + charge(tiers, "runs", used))
    assert found.paid_by(months).printed == found.total.printed
