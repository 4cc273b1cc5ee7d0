"""One tree, two uses: an expression gives the same for one case as over a frame of cases."""
# ruff: noqa: E501  tables and sentences are kept whole

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from xuzhi.engine.frames import evaluate_over, frame_of
from xuzhi.engine.verdicts import Situated, evaluate
from xuzhi.rulebook.expressions import ExpressionInvalid, Scope, parse_expression
from xuzhi.rulebook.expressions.types import DATE, INSTANT, NUMBER, TEXT, TRUTH, Type, list_of

SITE = Type("record", fields={"kind": TEXT, "kw": NUMBER, "opened_on": DATE, "own": TRUTH, "tags": list_of(TEXT)})
SCOPE = Scope(
    facts={
        "amount": NUMBER, "share": NUMBER, "name": TEXT, "agreed": TRUTH, "founded_on": DATE, "sent_at": INSTANT,
        "items": list_of(TEXT), "plan.sites": list_of(SITE), "rooms": list_of(SITE),
    },
    settings={"limit": NUMBER, "factor": NUMBER, "codes": list_of(TEXT), "unset": NUMBER, "unset_codes": list_of(TEXT)},
    given={"on": DATE},
    at_least={"rooms": 1, "plan.sites.tags": 1},
)  # fmt: skip
SETTINGS: dict[str, Any] = {
    "limit": 1000,
    "factor": Decimal("0.3"),
    "codes": ("a", "b"),
    "unset": None,
    "unset_codes": None,
}

letters = st.sampled_from(["a", "b", "c"])
numbers = st.one_of(st.integers(-50, 2000), st.decimals(-10, 10, places=2, allow_nan=False))
days = st.dates(date(1999, 1, 1), date(2031, 12, 31))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy, strategy, strategy)


sites = st.lists(
    st.fixed_dictionaries(
        {
            "kind": maybe(letters), "kw": maybe(numbers), "opened_on": maybe(days), "own": maybe(st.booleans()),
            "tags": maybe(st.lists(letters, max_size=2).map(tuple)),
        }
    ),
    max_size=3,
).map(tuple)  # fmt: skip
cases = st.fixed_dictionaries(
    {
        "amount": maybe(st.integers(0, 2000)), "share": maybe(numbers), "name": maybe(letters),
        "agreed": maybe(st.booleans()), "founded_on": maybe(days),
        "sent_at": maybe(st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))),  # noqa: DTZ001
        "items": maybe(st.lists(letters, max_size=3).map(tuple)), "plan.sites": maybe(sites), "rooms": maybe(sites),
    }
)  # fmt: skip


def texts(variables: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(["name", "'a'", "'c'", *(f"{each}.kind" for each in variables)])


def dates(variables: tuple[str, ...]) -> st.SearchStrategy[str]:
    leaf = st.sampled_from(["founded_on", "on", "day_of(sent_at)", *(f"{each}.opened_on" for each in variables)])
    n = st.integers(-14, 40)
    moved = st.builds(
        lambda f, d, n: f"{f}({d}, {n})", st.sampled_from(["years_before", "months_before", "days_after"]), leaf, n
    )
    return st.one_of(leaf, moved)


def amounts(variables: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    leaf = st.one_of(
        st.sampled_from(["amount", "limit", "share", "factor", "unset", *(f"{each}.kw" for each in variables)]),
        st.integers(0, 1500).map(str),
        st.sampled_from(["0.1", "2.5", "len(items)", "length(name)", "len(rooms)"]),
    )
    if depth <= 0:
        return leaf
    inner = amounts(variables, depth - 1)
    return st.one_of(
        leaf,
        st.builds(lambda a, s, b: f"({a} {s} {b})", inner, st.sampled_from("+-*/"), inner),
        st.builds(lambda f, a, b: f"{f}({a}, {b})", st.sampled_from(["min", "max"]), inner, inner),
        st.builds(lambda f, a: f"{f}({a})", st.sampled_from(["round", "abs"]), inner),
        st.builds(
            lambda f, a, b: f"{f}({a}, {b})",
            st.sampled_from(["months_between", "days_between"]),
            dates(variables),
            dates(variables),
        ),
        st.builds(lambda d: f"year({d})", dates(variables)),
        st.builds(lambda a, c, b: f"({a} if {c} else {b})", inner, truths(variables, depth - 1), inner),
        aggregates(variables, depth),
    )


def _source(variables: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(["plan.sites", "rooms"])


def aggregates(variables: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    own = f"v{len(variables)}"
    within = (*variables, own)
    number, truth = amounts(within, depth - 1), truths(within, depth - 1)
    tail = st.one_of(st.just(""), truth.map(lambda condition: f" if {condition}"))
    return st.one_of(
        st.builds(
            lambda f, e, s, t: f"{f}({e} for {own} in {s}{t})",
            st.sampled_from(["sum", "min", "max"]),
            number,
            _source(variables),
            tail,
        ),
        st.builds(
            lambda e, s, t: f"count({e} for {own} in {s}{t})", st.one_of(truth, number), _source(variables), tail
        ),
        st.builds(
            lambda e, s, t: f"len(distinct({e} for {own} in {s}{t}))",
            st.one_of(texts(within), number),
            _source(variables),
            tail,
        ),
    )


def truths(variables: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    number = amounts(variables, min(depth, 1))
    sign = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    lists = st.sampled_from(["items", "codes", "['a', 'c']", "unset_codes", *(f"{each}.tags" for each in variables)])
    leaf = st.one_of(
        st.sampled_from(
            [
                "agreed",
                "True",
                "False",
                "is_known(name)",
                "is_known(rooms)",
                "needs(name)",
                "needs(rooms)",
                *(f"{each}.own" for each in variables),
            ]
        ),
        st.builds(lambda a, s, b: f"{a} {s} {b}", number, sign, number),
        st.builds(lambda a, s, b: f"{a} {s} {b}", dates(variables), sign, dates(variables)),
        st.builds(lambda a, s, b: f"{a} {s} {b}", texts(variables), st.sampled_from(["==", "!="]), texts(variables)),
        st.builds(lambda a, s, b: f"{a} {s} {b}", texts(variables), st.sampled_from(["in", "not in"]), lists),
    )
    if depth <= 0:
        return leaf
    inner = truths(variables, depth - 1)
    own = f"v{len(variables)}"
    within = truths((*variables, own), depth - 1)
    tail = st.one_of(st.just(""), within.map(lambda condition: f" if {condition}"))
    return st.one_of(
        leaf,
        st.builds(lambda a, w, b: f"({a}) {w} ({b})", inner, st.sampled_from(["and", "or"]), inner),
        inner.map(lambda a: f"not ({a})"),
        st.builds(lambda a, c, b: f"(({a}) if ({c}) else ({b}))", inner, inner, inner),
        st.builds(
            lambda f, e, s, t: f"{f}({e} for {own} in {s}{t})",
            st.sampled_from(["any", "all"]),
            within,
            _source(variables),
            tail,
        ),
        st.builds(
            lambda f, s: f"{f}({own} in codes for {own} in {s})",
            st.sampled_from(["any", "all"]),
            st.sampled_from(["items", "codes"]),
        ),
    )


def both_ways(text: str, rows: list[dict[str, Any]], on: date) -> tuple[list[Any], list[Any]]:
    try:
        expression = parse_expression(text, SCOPE, expected=None)
    except ExpressionInvalid as invalid:
        # The generator knows no units: months with days are refused, and rightly.
        if not all("month" in message and "day" in message for message in invalid.messages):
            raise
        reject()
    single = [evaluate(expression, Situated(row, SETTINGS, on)) for row in rows]
    over = evaluate_over(frame_of(SCOPE.facts, rows, [on] * len(rows)), expression.tree, SETTINGS).to_list()
    return single, over


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=truths((), 3), rows=st.lists(cases, min_size=1, max_size=4), on=days)
def test_verdicts_agree_with_frames(text: str, rows: list[dict[str, Any]], on: date) -> None:
    single, over = both_ways(text, rows, on)
    assert single == over, text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=amounts((), 3), rows=st.lists(cases, min_size=1, max_size=4), on=days)
def test_numbers_agree_with_frames(text: str, rows: list[dict[str, Any]], on: date) -> None:
    single, over = both_ways(text, rows, on)
    assert single == over, text


@pytest.mark.parametrize(
    "text",
    [
        "all(any(other.kind == site.kind and other.kw > site.kw + amount for other in rooms) for site in plan.sites)",
        "any(all(a.kw <= b.kw if a.own else b.own for b in plan.sites if b.kind != a.kind) for a in rooms)",
        "sum(sum(b.kw for b in rooms if b.kind == a.kind) for a in plan.sites) >= limit",
        "all(count(t in codes for t in site.tags) >= 1 for site in plan.sites)",
        "len(distinct(site.kind for site in plan.sites)) >= len(distinct(room.kind for room in rooms))",
        "max(days_between(site.opened_on, on) for site in plan.sites) > 365",
    ],
)
@settings(max_examples=40, deadline=None)
@given(rows=st.lists(cases, min_size=1, max_size=5), on=days)
def test_nested_comprehensions_that_name_what_is_outside_agree(text: str, rows: list[dict[str, Any]], on: date) -> None:
    single, over = both_ways(text, rows, on)
    assert single == over


def test_a_missing_value_makes_a_sum_unknown_in_both() -> None:
    site = {"kind": "a", "kw": None, "opened_on": None, "own": None, "tags": None}
    rows = [{"plan.sites": ({**site, "kw": 3}, site)}, {"plan.sites": ({**site, "kw": 3},)}, {"plan.sites": ()}]
    single, over = both_ways("sum(site.kw for site in plan.sites)", rows, date(2026, 1, 1))
    assert single == over == [None, 3, 0]


def test_days_at_the_end_of_a_month_agree() -> None:
    rows = [{"founded_on": date(2024, 2, 29) + timedelta(days=shift)} for shift in range(-40, 40)]
    for text in ("years_before(founded_on, 1)", "months_before(founded_on, 1)", "months_before(founded_on, -1)"):
        single, over = both_ways(text, rows, date(2026, 1, 1))
        assert single == over


def test_a_value_repeated_beside_every_record_is_a_column_too() -> None:
    site = {"kind": "a", "kw": None, "opened_on": None, "own": None, "tags": None}
    rows = [{"plan.sites": (site, site), "amount": None}, {"plan.sites": (site, site), "amount": 1000}]
    for row in rows:
        single, over = both_ways(
            "any(site.kind == 'a' for site in plan.sites if limit == amount)", [row], date(2026, 1, 1)
        )
        assert single == over
