"""Plans that are charged by usage: ordered by the month, kept by contract, told as a price when they change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from xuzhi.casework.holding import hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import Answer
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.queries.answered import answered
from xuzhi.casework.queries.editions import programme
from xuzhi.engine.differences import differences, kinds_of_change
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.models import Listing, ListingVersion
from xuzhi.marketplace.operations.accept_order import accept_order
from xuzhi.marketplace.operations.place_order import place_order
from xuzhi.marketplace.operations.renew_subscription import renew_subscription
from xuzhi.marketplace.queries import solution_page
from xuzhi.marketplace.queries.offers import offer, preview_order
from xuzhi.marketplace.queries.to_ask import to_ask
from xuzhi.marketplace.refusals import PlanChanged
from xuzhi.marketplace.terms import plan_named
from xuzhi.marketplace.tiers import tiers_in, tiers_of
from xuzhi.notices.letters import read_letter

from .buying import SMALL, TEAM, buyer, of, set_limits, wish
from .market_day import AT, TODAY, Market, listed, offers_of, open_market, supplier
from .test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here

pytestmark = pytest.mark.django_db

METERED, ALONE = "用電教練", "包裝度量衡"
SAID = (
    "產生的結果，每月：100 次以內不另收；超過 100 次到 300 次的部分，每 50 次 120 元（不滿的以 50 次計算）；"
    "超過 300 次的部分，每 50 次 90 元（不滿的以 50 次計算）。"
)


@pytest.fixture
def market() -> Market:
    market = open_market()
    set_limits(market)
    return market


@pytest.fixture
def me(market: Market) -> Actor:
    return buyer()


def sold(market: Market, key: str, name: str) -> UUID:
    supplier(market, key)
    return listed(market, key, next(each for each in offers_of(key) if each.name == name))


@pytest.fixture
def metered(market: Market) -> UUID:
    return sold(market, "demo", METERED)


def amended(listing: UUID, **facts: Any) -> None:
    """Another version is approved, with other facts."""
    row = Listing.objects.get(id=listing)
    changed = {**row.facts, **{f"solution.{name}": value for name, value in facts.items()}}
    ListingVersion.objects.create(
        listing=row, version=row.version + 1, name=row.name, facts=changed, case_id=row.id, case_number="x",
        edition_on=row.edition_on, approved_at=AT,
    )  # fmt: skip
    Listing.objects.filter(id=listing).update(version=row.version + 1, facts=changed)


def dearer(listing: UUID) -> list[dict[str, Any]]:
    rows = Listing.objects.get(id=listing).facts["solution.usage_tiers"]
    return [{**row, "price_twd": row["price_twd"] + 10} for row in rows]


@pytest.mark.clause("L4.E5", "L6.2.3")
def test_the_contract_keeps_its_tiers_and_a_renewal_takes_those_of_the_day(
    market: Market, metered: UUID, me: Actor
) -> None:
    order = place_order(metered, wish(SMALL, **{"order.months": "1"}), seen=1, actor=me, at=AT)
    agreed = tiers_in(of(order).term.contract)
    assert [(int(each.above), int(each.per), each.price_twd) for each in agreed] == [(100, 50, 120), (300, 50, 90)]
    assert of(order).term.contract["gross_twd"] == 1_900, "usage is charged for beside it"
    accept_order(order, actor=market.actor("demo"), at=AT)
    amended(metered, usage_tiers=dearer(metered))
    assert tiers_in(of(order).term.contract) == agreed
    renew_subscription(order, seen=2, actor=me, at=AT)
    assert [each.price_twd for each in tiers_in(of(order).term.contract)] == [130, 100]
    assert [each.price_twd for each in tiers_in(of(order).terms[0].contract)] == [120, 90]


@pytest.mark.clause("L4.E5")
def test_order_page_contract_and_solution_page_say_the_tiers(market: Market, metered: UUID, me: Actor) -> None:
    there = offer(Listing.objects.get(id=metered).slug, at=AT)
    assert there is not None
    assert {plan.name: plan.usage for plan in there.plans} == {SMALL: (SAID,), TEAM: ()}
    lines = preview_order(metered, wish(SMALL), seen=1, at=AT).lines
    (told,) = [line["says"] for line in lines if line["label"] == "依用量另收的費用"]
    assert told == f"{SAID}\n每月依用量另計，不在其他金額裡。價格含稅。"
    page = solution_page(there.listing.slug)
    assert page is not None and {plan.name: plan.usage for plan in page.plans} == {SMALL: (SAID,), TEAM: ()}
    assert not any(fact.name == "solution.usage_tiers" for part in page.parts for fact in part.facts)
    assert all(fact.name != "solution.usage_tiers" for fact in page.plan_facts)
    order = place_order(metered, wish(SMALL), seen=1, actor=me, at=AT)
    accept_order(order, actor=market.actor("demo"), at=AT)
    paper = read_letter(str(answered(order)["agreement.sha256"]))
    assert paper is not None and paper.startswith(b"%PDF")


@pytest.mark.clause("L6.2.3")
def test_other_tiers_are_another_plan_for_who_is_about_to_order(market: Market, metered: UUID, me: Actor) -> None:
    amended(metered, usage_tiers=dearer(metered))
    with pytest.raises(PlanChanged) as refused:
        place_order(metered, wish(SMALL), seen=1, actor=me, at=AT)
    was, now = (refused.value.values[name] for name in ("was", "now"))
    assert (was, "每 50 次 130 元" in now) == (f"月繳 1,900 元，另依用量計費：{SAID}", True)
    assert of(place_order(metered, wish(TEAM), seen=1, actor=me, at=AT)).version == 2, "its price is what it was"


@pytest.mark.clause("L4.E5", "L6.2.3")
def test_a_change_of_tiers_is_a_change_of_price(market: Market, metered: UUID) -> None:
    seller = market.actor("demo")
    change = open_case(market.programme, "solution_change", about=metered, actor=seller, at=AT)
    tiers = [{**row, "price_twd": str(row["price_twd"])} for row in dearer(metered)]
    asked = "solution.usage_tiers"
    seen = {asked: next(each.version for each in Answer.objects.filter(case=change, question=asked))}
    save_answers(change, {asked: tiers}, seen=seen, actor=seller, at=AT)
    told = open_file(hold(change, AT)).folded.facts
    assert (told["changes.count"], told["changes.kinds"]) == (1, ["price"])


@pytest.mark.parametrize("name", ["plan", "measure", "above", "per", "price_twd", "remainder"])
def test_whatever_of_a_tier_changes_it_is_the_price(name: str) -> None:
    kind = programme("sme_ai_listing").edition(TODAY).case("solution")
    row = {"plan": "標準版", "measure": "runs", "above": 0, "per": 1, "price_twd": 3, "remainder": "whole"}
    other = {**row, name: {"plan": "專業版", "measure": "people", "remainder": "started"}.get(name, 7)}
    asked = "solution.usage_tiers"
    assert kinds_of_change(differences(kind, kind, {asked: [row]}, {asked: [other]})) == ("price",)
    assert kinds_of_change(differences(kind, kind, {asked: []}, {asked: [row]})) == ("price",)


@pytest.mark.clause("L4.E5")
def test_a_plan_that_costs_by_usage_alone_is_ordered_by_the_month(market: Market, me: Actor) -> None:
    listing = sold(market, "倉位智慧", ALONE)
    facts = Listing.objects.get(id=listing).facts
    plan = plan_named(facts, SMALL)
    assert plan is not None and (plan["price_twd"], len(tiers_of(facts, SMALL))) == (0, 2)
    lines = {line["label"]: line["says"] for line in preview_order(listing, wish(SMALL), seen=1, at=AT).lines}
    assert (lines["每期未稅"], lines["每期含稅"]) == ("0 元", "0 元")
    assert any("依用量計費" in each for each in to_ask(facts))
    order = place_order(listing, wish(SMALL, **{"order.months": "1"}), seen=1, actor=me, at=AT)
    accept_order(order, actor=market.actor("倉位智慧"), at=AT)
    found = of(order)
    assert (found.state, found.term.gross_twd, found.term.net_twd, found.term.term_months) == ("running", 0, 0, 1)
    assert [each.price_twd for each in tiers_in(found.term.contract)] == [2, 150]
