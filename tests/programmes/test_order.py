"""Orders: pinned to the version of the day, answered in time, kept by contract, renewed, ended once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from xuzhi.casework.models import Case, ClockRow, Submission
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.refusals import NotYours, ReasonMissing, RespondentMissing, SubmissionBlocked
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.models import Subscription
from xuzhi.marketplace.operations.accept_order import accept_order
from xuzhi.marketplace.operations.end_subscription import end_subscription
from xuzhi.marketplace.operations.place_order import place_order
from xuzhi.marketplace.operations.renew_subscription import renew_subscription
from xuzhi.marketplace.operations.tell_payment import tell_payment
from xuzhi.marketplace.queries import subscribers_of, subscriptions_of
from xuzhi.marketplace.refusals import (
    AnswersWrong,
    EndedAlready,
    ListingGone,
    NotRunning,
    PaymentUnknown,
    PlanChanged,
    PlanGone,
)
from xuzhi.notices.letters import read_letter
from xuzhi.notices.models import Notice

from .buying import SELLER, SMALL, TEAM, buyer, day, of, ordered, running, set_limits, sold, wish
from .market_day import AT, Market, offers_of, open_market
from .test_inspection import _own_folder, case_of  # noqa: F401  a fixture that holds for every test here

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


def price() -> int:
    return offers_of(SELLER)[0].monthly


def net(gross: int) -> int:
    return (gross * 200 + 105) // 210


def at(**spans: int):
    return AT + timedelta(**spans)


def letters(case: UUID, firm: str) -> list[str]:
    rows = Notice.objects.filter(case_id=case, firm_ubn=firm).order_by("issued_at", "number")
    return list(rows.values_list("rule", flat=True))


@pytest.mark.clause("L4.E5", "L9.2")
def test_an_order_keeps_version_price_and_days_and_tells_both(market: Market, listing: UUID, me: Actor) -> None:
    order = ordered(listing, me)
    found = of(order)
    assert (found.state, found.version, found.plan, found.seats) == ("ordered", 1, SMALL, 3)
    assert (found.buyer_ubn, found.supplier_ubn) == (me.firm, market.actor(SELLER).firm)
    assert (found.term.net_twd, found.term.tax_twd, found.term.gross_twd) == (
        net(price()), price() - net(price()), price(),
    )  # fmt: skip
    assert (found.from_on, found.until_on) == (day("2026-11-24"), day("2027-11-23"))
    case = case_of(order)
    assert (case.stage, case.turn, case.respondent_ubn, case.opened_by) == (
        "waiting", "respondent", found.supplier_ubn, "buyer",
    )  # fmt: skip
    clock = ClockRow.objects.get(case=order)
    assert (clock.clock, clock.due_on) == ("acceptance", day("2026-11-30"))
    assert (letters(order, found.buyer_ubn), letters(order, found.supplier_ubn)) == (["order_sent"], ["order_received"])


@pytest.mark.clause("L4.E5")
def test_more_seats_cost_more_and_the_trial_comes_first(listing: UUID, me: Actor) -> None:
    order = ordered(listing, me, **{"order.seats": "5", "order.trial": "yes", "order.months": "3"})
    term = of(order).term
    extra = max(50, price() // 50 * 10)
    assert term.gross_twd == price() + 2 * extra
    assert term.contract["total_gross_twd"] == 3 * (price() + 2 * extra) + term.contract.get("setup_twd", 0)
    assert (term.trial_until_on, term.contract["paid_from_on"]) == (day("2026-12-07"), "2026-12-08")
    assert term.until_on == day("2027-03-07")


@pytest.mark.clause("L9.2")
def test_without_the_terms_nothing_is_ordered_and_everything_wrong_is_told(listing: UUID, me: Actor) -> None:
    with pytest.raises(SubmissionBlocked) as blocked:
        ordered(
            listing, me, plan=TEAM, **{"order.private_risk": "no", "order.months": "7", "order.starts_on": "2026-11-20"}
        )
    assert [each.check for each in blocked.value.findings] == ["accepted_terms", "least_months", "starts_in_time"]
    assert not Case.objects.filter(kind="order").exists() and not Subscription.objects.exists()


@pytest.mark.clause("L4.E5")
def test_a_yearly_plan_is_ordered_by_the_year(listing: UUID, me: Actor) -> None:
    with pytest.raises(SubmissionBlocked) as blocked:
        ordered(listing, me, plan=TEAM, **{"order.months": "13"})
    assert [(each.check, each.reason) for each in blocked.value.findings] == [
        ("whole_periods", "這個方案每次付 12 個月的費用，訂閱 13 個月要付到 24 個月。")
    ]


def test_what_cannot_be_read_is_told_question_by_question(listing: UUID, me: Actor) -> None:
    with pytest.raises(AnswersWrong) as wrong:
        ordered(listing, me, **{"order.seats": "三個", "contact.email": "nobody", "order.contact_name": ""})
    assert sorted(wrong.value.problems) == ["contact.email", "order.contact_name", "order.seats"]


@pytest.mark.clause("L6.2.3")
def test_a_plan_that_just_changed_or_went_is_refused_with_both_prices(market: Market, listing: UUID, me: Actor) -> None:
    from xuzhi.marketplace.models import Listing, ListingVersion

    row = Listing.objects.get(id=listing)
    plans = [{**plan, "price_twd": plan["price_twd"] + 100} for plan in row.facts["solution.plans"][:1]]
    changed = {**row.facts, "solution.plans": plans}
    ListingVersion.objects.create(
        listing=row, version=2, name=row.name, facts=changed, case_id=row.id, case_number="x",
        edition_on=row.edition_on, approved_at=AT,
    )  # fmt: skip
    Listing.objects.filter(id=listing).update(version=2, facts=changed)
    with pytest.raises(PlanChanged) as refused:
        place_order(listing, wish(SMALL), seen=1, actor=me, at=AT)
    assert (refused.value.values["was"], refused.value.values["now"]) == (
        f"月繳 {price():,} 元", f"月繳 {price() + 100:,} 元",
    )  # fmt: skip
    with pytest.raises(PlanGone):
        place_order(listing, wish(TEAM, **{"order.months": "12"}), seen=1, actor=me, at=AT)
    assert of(place_order(listing, wish(SMALL), seen=2, actor=me, at=AT)).version == 2


@pytest.mark.clause("L6.1", "L6.2.2")
def test_a_listing_that_went_takes_no_order_and_ends_those_that_wait(market: Market, listing: UUID, me: Actor) -> None:
    kept = running(market, listing, me)
    order_improvement(market, listing)
    waiting = place_order(listing, wish(SMALL, **{"order.starts_on": "2026-12-20"}), seen=1, actor=me, at=at(days=12))
    sweep_clocks(at=at(days=16))
    assert case_of(listing).outcome == "removed"
    with pytest.raises(ListingGone):
        ordered_anyway(listing, me)
    assert (of(kept).state, of(kept).version, of(kept).term.gross_twd) == ("running", 1, price())
    assert (of(waiting).state, of(waiting).ended_because) == ("fell_through", "fallen_away")
    with pytest.raises(StepNotAllowed):
        accept_order(waiting, actor=market.actor(SELLER), at=at(days=17))


def ordered_anyway(listing: UUID, me: Actor) -> UUID:
    return place_order(listing, wish(SMALL), seen=1, actor=me, at=AT)


def order_improvement(market: Market, listing: UUID) -> None:
    from xuzhi.casework.correcting import Wrong
    from xuzhi.casework.operations.open_case import open_case

    case = open_case(market.programme, "inspection", about=listing, actor=market.officer, at=AT)
    take_step(case, "order_improvement", defects=[Wrong("ground", "faulty", "請修好")], actor=market.officer, at=AT)


def test_nobody_orders_from_themselves(market: Market, listing: UUID) -> None:
    own = market.actor(SELLER)
    with pytest.raises(RespondentMissing):
        ordered(listing, Actor.person(own.id, own.name, "buyer", own.firm))


@pytest.mark.clause("L6.1.5")
def test_accepting_seals_the_contract_and_late_acceptance_moves_the_days(
    market: Market, listing: UUID, me: Actor
) -> None:
    order = ordered(listing, me)
    accept_order(order, actor=market.actor(SELLER), at=at(days=3))
    found = of(order)
    assert (found.state, found.from_on, found.until_on) == ("running", day("2026-11-26"), day("2027-11-25"))
    sha256 = {row["name"]: row for row in facts(order)}["agreement.sha256"]["value"]
    pdf = read_letter(sha256)
    assert pdf is not None and pdf.startswith(b"%PDF")
    clocks = {row.clock: (row.state, row.due_on) for row in ClockRow.objects.filter(case=order)}
    assert clocks == {
        "acceptance": ("stopped", day("2026-11-30")),
        "term": ("running", day("2027-11-25")),
        "term_reminder": ("running", day("2027-10-26")),
    }


def facts(order: UUID) -> list[dict]:
    from xuzhi.casework.models import GivenFact

    return list(GivenFact.objects.filter(case=order).values("name", "value"))


@pytest.mark.clause("L6.2.1")
def test_what_the_supplier_does_not_answer_falls_through(market: Market, listing: UUID, me: Actor) -> None:
    order = ordered(listing, me)
    assert sweep_clocks(at=at(days=7)) == 0
    assert sweep_clocks(at=at(days=8)) == 1
    assert (of(order).state, of(order).ended_because, case_of(order).outcome) == (
        "fell_through", "unanswered", "unanswered",
    )  # fmt: skip


def test_the_supplier_says_why_it_declines(market: Market, listing: UUID, me: Actor) -> None:
    order, seller = ordered(listing, me), market.actor(SELLER)
    with pytest.raises(ReasonMissing):
        take_step(order, "decline", actor=seller, at=AT)
    take_step(order, "decline", reason="目前無法導入", actor=seller, at=AT)
    assert (of(order).state, of(order).ended_because) == ("fell_through", "declined")


def test_nobody_else_sees_it_but_the_office(market: Market, listing: UUID, me: Actor) -> None:
    order = ordered(listing, me)
    stranger = Actor.person("9", "路人", "buyer", "12345675")
    with pytest.raises(NotYours):
        case_page(order, actor=stranger, at=AT)
    seller = case_page(order, actor=market.actor(SELLER), at=AT)
    assert [(each.name, each.by) for each in seller.steps] == [("accept", "respondent"), ("decline", "respondent")]
    mine = case_page(order, actor=me, at=AT)
    assert [each.name for each in mine.steps] == ["withdraw"]
    assert [len(page.notices) for page in (seller, mine, case_page(order, actor=market.officer, at=AT))] == [1, 1, 2]


def test_of_two_who_end_it_one_does_and_the_other_is_told(market: Market, listing: UUID, me: Actor) -> None:
    order = running(market, listing, me)
    end_subscription(order, reason="改用別家", actor=me, at=at(days=9), key="mine")
    end_subscription(order, reason="改用別家", actor=me, at=at(days=9), key="mine")
    with pytest.raises(EndedAlready) as told:
        end_subscription(order, reason="合意終止", actor=market.actor(SELLER), at=at(days=9, minutes=1), key="theirs")
    assert (told.value.values["who"], told.value.values["at"]) == (me.name, "115 年 12 月 2 日（三）上午 9 時 30 分")
    found = of(order)
    assert (found.state, found.ended_because, case_of(order).stage) == ("ended", "cancelled", "ended")
    assert not ClockRow.objects.filter(case=order, state="running").exists()


def test_the_supplier_ends_with_a_reason(market: Market, listing: UUID, me: Actor) -> None:
    order = running(market, listing, me)
    with pytest.raises(ReasonMissing):
        end_subscription(order, actor=market.actor(SELLER), at=at(days=1))
    end_subscription(order, reason="雙方同意", actor=market.actor(SELLER), at=at(days=1))
    assert of(order).ended_because == "ended_by_supplier"


@pytest.mark.clause("L4.E5")
def test_it_is_reminded_renewed_by_todays_price_and_otherwise_ends(market: Market, listing: UUID, me: Actor) -> None:
    order = running(market, listing, me)
    (ClockRow.objects.filter(clock="listing").exclude(state="x")).update(due_at=at(days=900), due_on=date(2029, 1, 1))
    reminded_on = at(days=336)
    assert sweep_clocks(at=reminded_on) >= 1
    assert case_of(order).stage == "renewal_due"
    renew_subscription(order, seen=1, actor=me, at=reminded_on)
    found = of(order)
    assert [(term.from_on, term.until_on, term.step) for term in found.terms] == [
        (day("2026-11-24"), day("2027-11-23"), "accept"),
        (day("2027-11-24"), day("2028-11-23"), "renew"),
    ]
    assert (found.state, found.from_on, found.until_on) == ("running", day("2026-11-24"), day("2028-11-23"))
    assert found.on(date(2027, 11, 23)).step == "accept" and found.coming(date(2027, 11, 23))[0].step == "renew"
    assert case_of(order).stage == "running"
    sweep_clocks(at=at(days=731))
    assert of(order).runs
    sweep_clocks(at=at(days=732))
    assert case_of(order).stage == "ended" and of(order).ended_because == "term_over"


@pytest.mark.clause("L9.2")
def test_payment_is_what_one_of_the_two_says(market: Market, listing: UUID, me: Actor) -> None:
    order = ordered(listing, me)
    with pytest.raises(NotRunning):
        tell_payment(order, "paid", actor=me, at=AT)
    accept_order(order, actor=market.actor(SELLER), at=AT)
    assert tell_payment(order, "invoiced", actor=market.actor(SELLER), at=at(days=1))
    assert not tell_payment(order, "invoiced", actor=market.actor(SELLER), at=at(days=2))
    assert (of(order).payment, of(order).payment_told_by) == ("invoiced", market.actor(SELLER).name)
    with pytest.raises(PaymentUnknown):
        tell_payment(order, "gold", actor=me, at=AT)


def test_the_same_key_orders_once(market: Market, listing: UUID, me: Actor) -> None:
    first = place_order(listing, wish(SMALL), seen=1, actor=me, at=AT, key="k")
    assert place_order(listing, wish(SMALL), seen=1, actor=me, at=AT, key="k") == first
    assert [each.id for each in subscriptions_of(str(me.firm))] == [first]
    assert [each.id for each in subscribers_of(str(market.actor(SELLER).firm))] == [first]
    assert Submission.objects.filter(case=first).count() == 1


def test_before_the_office_has_set_the_days_nobody_orders(me: Actor, market: Market, listing: UUID) -> None:
    from xuzhi.casework.models import OverlayRow

    OverlayRow.objects.all().filter(name="order_answer_days").delete()
    with pytest.raises(StepNotAllowed) as refused:
        ordered(listing, me)
    assert "供應商回覆訂購的天數" in refused.value.says
