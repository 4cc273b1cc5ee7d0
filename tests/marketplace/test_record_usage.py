"""Usage records: what is kept, corrected, known already, and what is refused, line by line."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.marketplace.models import UsageRecord, UsageValue
from xuzhi.marketplace.operations.record_usage import record_usage
from xuzhi.marketplace.usage.lines import UsageLine
from xuzhi.marketplace.usage.refusals import NoLines, TooManyLines

from .subscribing import DAILY, NEIGHBOUR, OTHER, Shop, day, number, seller

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.clause("L6.1.1")]


@pytest.fixture(autouse=True)
def market(only_the_catalogue: None) -> Iterator[None]:
    from xuzhi.ledger.reactions import connected_only
    from xuzhi.marketplace.following import SUBSCRIPTIONS
    from xuzhi.marketplace.projectors import CATALOGUE
    from xuzhi.marketplace.using import USAGE

    with connected_only(projectors=[CATALOGUE, SUBSCRIPTIONS, USAGE]):
        yield


@pytest.fixture
def shop(office) -> Shop:
    return Shop(office)


@pytest.fixture
def running(shop: Shop) -> uuid.UUID:
    return shop.subscribe(shop.solution())


def line(case, period="2026-11-20", value="12", measure="runs", record_id="", place=0) -> UsageLine:
    return UsageLine(number(case), period, measure, value, record_id, place)


def told(*lines, source="file", actor=None, at=AT):
    return record_usage(lines, source=source, actor=actor or seller(), at=at)


def states(outcome) -> list[str]:
    return [each.state for each in outcome.lines]


def codes(outcome) -> list[list[str]]:
    return [[each.code.rpartition(".")[2] for each in found.refusals] for found in outcome.lines]


def values() -> dict[tuple[str, str], Decimal]:
    return {(row.measure, row.from_on.isoformat()): row.value for row in UsageValue.objects.all()}


def test_a_record_is_kept_by_number_or_by_id_by_code_or_by_name(running) -> None:
    outcome = told(
        line(running), UsageLine(str(running), "115/11/19", "產生的排程", 7), line(running, "2026-11", "40.5", "hours")
    )
    assert states(outcome) == ["kept"] * 3
    assert [each.line for each in outcome.lines] == [1, 2, 3]
    assert values() == {("runs", "2026-11-20"): 12, ("runs", "2026-11-19"): 7, ("hours", "2026-11-01"): Decimal("40.5")}
    assert UsageValue.objects.get(measure="hours").until_on == day("2026-11-30")


def test_twice_is_once_and_another_value_is_a_new_fact(running) -> None:
    assert states(told(line(running), line(running))) == ["kept", "same"]
    assert states(told(line(running, value="12.000"))) == ["same"]
    assert states(told(line(running, value="15"))) == ["corrected"]
    assert states(told(line(running, value="12"))) == ["corrected"]
    assert list(UsageRecord.objects.order_by("revision").values_list("value", "revision")) == [
        (12, 1),
        (15, 2),
        (12, 3),
    ]
    assert values() == {("runs", "2026-11-20"): 12}


def test_an_id_that_comes_again_late_changes_nothing(running) -> None:
    told(line(running, value="12", record_id="r-1"))
    told(line(running, value="15", record_id="r-2"))
    assert states(told(line(running, value="12", record_id="r-1"))) == ["same"]
    assert values() == {("runs", "2026-11-20"): 15}
    assert states(told(line(running, value="16", record_id="r-1"))) == ["corrected"]
    assert states(told(line(running, value="12", record_id="r-1"), source="api")) == ["corrected"]


def test_an_id_that_speaks_of_something_else_is_refused(running) -> None:
    outcome = told(line(running, record_id="r-1"), line(running, "2026-11-19", record_id="r-1"))
    assert (states(outcome), codes(outcome)) == (["kept", "refused"], [[], ["record_id_taken"]])
    assert outcome.refused[0].refusals[0].values["record_id"] == "r-1"


def test_each_line_says_everything_that_is_wrong_and_the_good_ones_are_kept(shop: Shop, running) -> None:
    others = shop.subscribe(shop.solution("別家的", ubn=OTHER), supplier=OTHER)
    waiting = shop.order(shop.solution("等候"))
    silent = shop.subscribe(shop.solution("不計數", measures=[{}]))
    outcome = told(
        line(running, place=2),
        UsageLine("SME-115-99999", "2026-11-20", "runs", "1", line=3),
        line(others, place=4),
        line(waiting, place=5),
        line(running, "2026-11-23", "-1", place=6),
        line(running, "2026-11-01", place=7),
        line(running, "2027-11-02", place=8),
        line(running, "昨天", "很多", "logins", place=9),
        line(running, "2026-11", place=10),
        line(silent, place=11),
        line(running, value="1.2345", place=12),
        line(running, value=True, place=13),
        line(running, "2026-11-19", "1,234", place=14),
    )
    assert dict(zip([each.line for each in outcome.lines], codes(outcome), strict=True)) == {
        2: [],
        3: ["for_unknown"],
        4: ["of_others"],
        5: ["before_contract"],
        6: ["value_negative", "period_ahead"],
        7: ["period_outside"],
        8: ["period_ahead"],
        9: ["measure_unknown", "period_unreadable", "value_unreadable"],
        10: ["period_of_other_length"],
        11: ["nothing_measured"],
        12: ["value_unreadable"],
        13: ["value_unreadable"],
        14: [],
    }
    assert values() == {("runs", "2026-11-20"): 12, ("runs", "2026-11-19"): 1234}
    assert all(
        each.says and each.remedy and each.clause == "L6.1.1" for bad in outcome.refused for each in bad.refusals
    )


def test_after_the_end_nothing_is_used_any_more(shop: Shop, office) -> None:
    listing = shop.solution()
    case = shop.subscribe(listing)
    shop.end(case, listing)
    assert office.at.date() == day("2026-11-02")
    outcome = told(line(case, "2026-11-02"), line(case, "2026-11-03"))
    assert codes(outcome) == [[], ["period_outside"]]


def test_nothing_and_too_much_are_refused_whole(running) -> None:
    with pytest.raises(NoLines):
        told()
    with pytest.raises(TooManyLines):
        told(*[line(running)] * 10_001)
    assert not UsageRecord.objects.exists()


def test_a_batch_costs_the_same_whatever_its_length(shop: Shop, running, django_assert_num_queries) -> None:
    other = shop.subscribe(shop.solution("第二個"), buyer=NEIGHBOUR)
    few = [line(running, "2026-11-20"), line(other, "2026-11-20")]
    many = [line(case, f"2026-11-{nth:02}", nth) for nth in range(3, 20) for case in (running, other)]
    with django_assert_num_queries(12):
        told(*few)
    with django_assert_num_queries(12):
        told(*many)


def test_what_counts_is_built_again_from_the_events(running) -> None:
    told(line(running, value="1"), line(running, "2026-11-19"))
    told(line(running, value="2", record_id="x"))
    before = list(UsageRecord.objects.order_by("position", "nth").values()), values()
    rebuild_read_models(["usage"])
    assert (list(UsageRecord.objects.order_by("position", "nth").values()), values()) == before


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(3, 8), st.integers(0, 3)), min_size=1, max_size=12), st.data())
def test_however_often_and_late_batches_come_again(shop: Shop, lines, data) -> None:
    """With ids of their own, records give the same values whatever comes again, in whatever parts."""
    listing = shop.solution("又一個", measures=[DAILY])
    case = shop.subscribe(listing)
    sent = [line(case, f"2026-11-{on:02}", value, record_id=f"{case.int}-{nth}")
            for nth, (on, value) in enumerate(lines)]  # fmt: skip
    told(*sent)
    expected = {day(f"2026-11-{on:02}"): value for on, value in lines}
    again = data.draw(st.permutations(range(len(sent))))
    outcome = told(*[sent[nth] for nth in again])
    assert states(outcome) == ["same"] * len(sent)
    assert {row.from_on: row.value for row in UsageValue.objects.filter(subscription_id=case)} == expected
