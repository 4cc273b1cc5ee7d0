"""An order at the very instant in which the listing goes or its price changes: the one or the other, nothing halved."""

from __future__ import annotations

from uuid import UUID

import pytest

from xuzhi.casework.models import Case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.console.demo import after
from xuzhi.console.demo.content import firms
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.marketplace.models import Listing, Subscription
from xuzhi.marketplace.operations.place_order import place_order
from xuzhi.marketplace.refusals import ListingGone, PlanChanged

from .buying import SELLER, SMALL, buyer, of, set_limits, sold, wish
from .market_day import AT, Market, offers_of, open_market
from .test_ending_at_once import at_once
from .test_inspection import _own_folder, case_of  # noqa: F401  a fixture that holds for every test here


@pytest.fixture
def market(fresh_database: str) -> Market:
    market = open_market()
    set_limits(market)
    return market


@pytest.fixture
def listing(market: Market) -> UUID:
    return sold(market)


@pytest.fixture
def me(market: Market) -> Actor:
    return buyer()


@pytest.mark.clause("L6.1")
def test_a_listing_that_goes_while_it_is_ordered(market: Market, listing: UUID, me: Actor) -> None:
    own = Case.objects.get(kind="supplier", firm_ubn=firms()[SELLER].ubn)
    placed, suspended = at_once(
        lambda: place_order(listing, wish(SMALL), seen=1, actor=me, at=AT, key="once"),
        lambda: take_step(own.id, "suspend", reason="等說明", ruling="依規定", actor=market.officer, at=AT),
    )
    assert not isinstance(suspended, Refusal) and case_of(listing).stage == "suspended"
    orders = Case.objects.filter(kind="order")
    if isinstance(placed, ListingGone):
        assert not orders.exists() and not Subscription.objects.exists()
        assert placed.says and placed.remedy
    else:
        assert [each.id for each in orders] == [placed] and of(placed).version == 1
    with pytest.raises(ListingGone):
        place_order(listing, wish(SMALL), seen=1, actor=me, at=AT, key="another")


@pytest.mark.clause("L4.E5", "L6.2.3")
def test_a_price_that_changes_while_it_is_ordered(market: Market, listing: UUID, me: Actor) -> None:
    offer = offers_of(SELLER)[0]
    market.cases[offer.name] = listing
    for _ in after.change(market, firms()[SELLER], offer.name, AT, ends="submitted"):
        pass
    change = Case.objects.get(kind="solution_change").id
    officer = market.take_up(change, firms()[SELLER], AT)
    market.confirm_all(change, officer, AT)
    first, second, agreed = at_once(
        lambda: place_order(listing, wish(SMALL), seen=1, actor=me, at=AT, key="once"),
        lambda: place_order(listing, wish(SMALL), seen=1, actor=me, at=AT, key="once"),
        lambda: take_step(change, "agree", actor=officer, at=AT),
    )
    assert not isinstance(agreed, Refusal) and Listing.objects.get(id=listing).version == 2
    placed = {each for each in (first, second) if not isinstance(each, PlanChanged)}
    assert set(Case.objects.filter(kind="order").values_list("id", flat=True)) == placed and len(placed) <= 1
    for order in placed:
        assert (of(order).version, of(order).term.gross_twd) == (1, offer.monthly)
    with pytest.raises(PlanChanged):
        place_order(listing, wish(SMALL), seen=1, actor=me, at=AT, key="late")
