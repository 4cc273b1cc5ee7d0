"""What follows an order: changes of plan, the data, complaints up to an inspection."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from xuzhi.casework.models import Case, ClockRow
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.consequences import consequences
from xuzhi.casework.refusals import DeadlinePassed, GroundsMissing, NotYours, SubmissionBlocked
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.operations.accept_plan_change import accept_plan_change
from xuzhi.marketplace.operations.complain_about_export import complain_about_export
from xuzhi.marketplace.operations.end_subscription import end_subscription
from xuzhi.marketplace.operations.request_export import request_export
from xuzhi.marketplace.operations.request_plan_change import request_plan_change
from xuzhi.marketplace.queries import affected, complaints_upheld
from xuzhi.marketplace.refusals import NoFaultYet, NotRunning

from .buying import SELLER, TEAM, buyer, day, of, ordered, running, set_limits, sold
from .market_day import AT, Market, offers_of, open_market
from .test_inspection import _own_folder, case_of  # noqa: F401  a fixture that holds for every test here
from .test_order import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def market() -> Market:
    market = open_market()
    set_limits(market)
    return market


@pytest.fixture
def listing(market: Market) -> UUID:
    return sold(market)


@pytest.fixture
def me(market: Market) -> Actor:
    return buyer()


@pytest.fixture
def order(market: Market, listing: UUID, me: Actor) -> UUID:
    return running(market, listing, me)


def at(**spans: int) -> Any:
    return AT + timedelta(**spans)


def change(order: UUID, me: Actor, *, seen: int = 1, **changes: str) -> UUID:
    wanted = {"plan": TEAM, "seats": "12", "months": "12", "from_on": "2026-12-15", "note": "", **changes}
    answers = {f"change.{name}": value for name, value in wanted.items()}
    return request_plan_change(order, answers, seen=seen, actor=me, at=at(days=5))


@pytest.mark.clause("L4.E5", "L6.2.3")
def test_a_change_holds_from_its_day_and_the_contract_until_then(market: Market, order: UUID, me: Actor) -> None:
    case = change(order, me)
    assert (of(order).plan, case_of(case).stage) == (of(order).terms[0].plan, "waiting")
    assert change(order, me) == case, "one at a time"
    accept_plan_change(case, actor=market.actor(SELLER), at=at(days=6))
    found = of(order)
    assert [(term.plan, term.seats, term.from_on, term.until_on, term.step) for term in found.terms] == [
        (found.terms[0].plan, 3, day("2026-11-24"), day("2027-11-23"), "accept"),
        (TEAM, 12, day("2026-12-15"), day("2027-12-14"), "change_plan"),
    ]
    assert found.on(day("2026-12-14")).seats == 3 and found.on(day("2026-12-15")).seats == 12
    assert found.term.gross_twd == offers_of(SELLER)[0].monthly * 30
    assert (case_of(case).outcome, case_of(order).stage) == ("accepted", "running")
    assert [row.due_on for row in ClockRow.objects.filter(case=order, clock="term", state="running")] == [
        day("2027-12-14")
    ]


@pytest.mark.clause("L4.E5")
def test_a_change_outside_the_term_is_refused_and_what_nobody_answers_falls(
    market: Market, order: UUID, me: Actor
) -> None:
    with pytest.raises(SubmissionBlocked) as blocked:
        change(order, me, from_on="2028-01-01")
    assert [each.check for each in blocked.value.findings] == ["within_the_term"]
    assert not Case.objects.filter(kind="plan_change").exists()
    case = change(order, me)
    assert sweep_clocks(at=at(days=15)) == 1
    assert (case_of(case).outcome, of(order).plan != TEAM) == ("unanswered", True)


def test_a_change_ends_with_the_subscription(market: Market, order: UUID, me: Actor) -> None:
    case = change(order, me)
    end_subscription(order, actor=me, at=at(days=6))
    assert case_of(case).outcome == "fallen_away"
    with pytest.raises(NotRunning):
        change(order, me)


@pytest.mark.clause("L4.E6", "L4.A8")
def test_an_export_handed_over_in_time_is_confirmed(market: Market, order: UUID, me: Actor) -> None:
    case = request_export(order, {"export.what": "全部"}, actor=me, at=at(days=1))
    assert ClockRow.objects.get(case=case).due_on == day("2026-12-01")
    take_step(case, "hand_over", reason="在下載區", actor=market.actor(SELLER), at=at(days=3))
    take_step(case, "confirm", actor=me, at=at(days=4))
    assert (case_of(case).stage, case_of(case).outcome) == ("done", "done")
    with pytest.raises(NoFaultYet):
        complain_about_export(case, actor=me, at=at(days=4))


@pytest.mark.clause("L4.E6", "L6.2.1")
def test_a_late_export_becomes_a_complaint_once_and_can_still_be_handed_over(
    market: Market, order: UUID, me: Actor
) -> None:
    end_subscription(order, actor=me, at=at(days=1))
    case = request_export(order, {"export.what": "全部"}, actor=me, at=at(days=2))
    with pytest.raises(DeadlinePassed):
        take_step(case, "hand_over", reason="在這裡", actor=market.actor(SELLER), at=at(days=20))
    assert sweep_clocks(at=at(days=20)) == 1
    assert case_of(case).stage == "late"
    complaint = complain_about_export(case, actor=me, at=at(days=20))
    assert complain_about_export(case, actor=me, at=at(days=21)) == complaint
    assert (case_of(complaint).stage, case_of(complaint).turn) == ("answering", "respondent")
    take_step(case, "hand_over", reason="在這裡", actor=market.actor(SELLER), at=at(days=21))
    assert case_of(case).stage == "handed_over"


def test_an_order_that_never_ran_has_no_data(market: Market, listing: UUID, me: Actor) -> None:
    waiting = ordered(listing, me)
    with pytest.raises(NotRunning):
        request_export(waiting, {"export.what": "全部"}, actor=me, at=at(days=1))


def complained(market: Market, order: UUID, me: Actor) -> UUID:
    case = open_case(market.programme, "complaint", about=order, actor=me, at=at(days=1))
    answers = {"complaint.topic": "service", "complaint.what": "連續三天打不開", "complaint.wanted": "修好並退費"}
    save_answers(case, answers, seen={}, actor=me, at=at(days=1))
    submit_case(case, actor=me, at=at(days=1))
    return case


@pytest.mark.clause("L6.2.1")
def test_a_complaint_is_answered_upheld_and_opens_an_inspection_that_can_remove(
    market: Market, listing: UUID, order: UUID, me: Actor
) -> None:
    case = complained(market, order, me)
    take_step(case, "answer", reason="主機故障，已修復", actor=market.actor(SELLER), at=at(days=3))
    assert (case_of(case).stage, case_of(case).turn) == ("finding", "office")
    with pytest.raises(GroundsMissing):
        take_step(case, "uphold", reason="三天不能用", actor=market.officer, at=at(days=5))
    assert consequences(case, "uphold", actor=market.officer, at=at(days=5)).opened == ("開立「上架查核」案件。",)
    take_step(case, "uphold", reason="三天不能用", grounds=["dispute"], actor=market.officer, at=at(days=5))
    inspection = Case.objects.get(kind="inspection")
    assert (inspection.about, inspection.firm_ubn, inspection.stage) == (
        str(listing), market.actor(SELLER).firm, "inspecting",
    )  # fmt: skip
    assert (case_of(case).outcome, case_of(order).stage) == ("upheld", "running")
    assert letters(case, str(me.firm)) == ["complaint_sent", "complaint_answered", "complaint_upheld"]
    assert letters(case, inspection.firm_ubn) == ["complaint_received", "complaint_upheld_supplier"]
    assert [(each.number, each.topic) for each in complaints_upheld(listing)] == [(case_of(case).number, "service")]
    assert affected([listing])[1:] == (f"「{offers_of(SELLER)[0].name}」有 1 筆訂閱照契約的版本與價格繼續，不受影響。",)


@pytest.mark.clause("L6.2.1")
def test_what_the_supplier_does_not_answer_the_office_judges(market: Market, order: UUID, me: Actor) -> None:
    case = complained(market, order, me)
    assert sweep_clocks(at=at(days=16)) == 1
    assert case_of(case).stage == "finding"
    take_step(case, "not_uphold", reason="操作方式不同", actor=market.officer, at=at(days=17))
    assert case_of(case).outcome == "not_upheld" and not Case.objects.filter(kind="inspection").exists()


@pytest.mark.clause("L9.2")
def test_a_private_agreement_is_left_to_the_two(market: Market, order: UUID, me: Actor) -> None:
    case = complained(market, order, me)
    take_step(case, "answer", reason="另有約定", actor=market.actor(SELLER), at=at(days=3))
    take_step(case, "leave_private", reason="客製開發的約定", actor=market.officer, at=at(days=5))
    assert case_of(case).outcome == "private"
    assert letters(case, str(me.firm))[-1] == "complaint_closed"


@pytest.mark.clause("L6.2.1")
def test_a_complaint_about_what_is_no_longer_listed_is_judged_and_opens_nothing(
    market: Market, listing: UUID, order: UUID, me: Actor
) -> None:
    case = complained(market, order, me)
    take_step(case, "answer", reason="已停售", actor=market.actor(SELLER), at=at(days=3))
    Case.objects.filter(id=listing).update(stage="removed", ended_at=AT)
    take_step(case, "uphold", reason="未履行", grounds=["dispute"], actor=market.officer, at=at(days=5))
    assert case_of(case).outcome == "upheld" and not Case.objects.filter(kind="inspection").exists()


def test_the_two_settle_and_strangers_do_nothing(market: Market, order: UUID, me: Actor) -> None:
    case = complained(market, order, me)
    stranger = Actor.person("9", "路人", "buyer", "12345675")
    with pytest.raises(NotYours):
        open_case(market.programme, "complaint", about=order, actor=stranger, at=AT)
    with pytest.raises(NotYours):
        take_step(case, "answer", reason="x", actor=stranger, at=at(days=2))
    take_step(case, "settle", actor=me, at=at(days=2))
    assert case_of(case).outcome == "settled"
