"""Every topic of a webhook from what happens to the signed message: the real acts, a real receiver, the log."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.console.demo import after
from xuzhi.console.demo.content import firms
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.connections.models import WebhookMessage
from xuzhi.marketplace.connections.topics import PING, TOPICS
from xuzhi.marketplace.operations.accept_order import accept_order
from xuzhi.marketplace.operations.accept_plan_change import accept_plan_change
from xuzhi.marketplace.operations.deliver_message import deliver_message
from xuzhi.marketplace.operations.end_subscription import end_subscription
from xuzhi.marketplace.operations.register_webhook import MadeWebhook, register_webhook
from xuzhi.marketplace.operations.request_export import request_export
from xuzhi.marketplace.operations.try_webhook import try_webhook
from xuzhi.marketplace.queries.connections import messages_of

from ..marketplace.connections.receiving import Receiver, receiving
from .buying import SELLER, buyer, ordered, set_limits
from .market_day import AT, Market, listed, offers_of, open_market, supplier
from .test_deals import change, complained
from .test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here

pytestmark = pytest.mark.django_db


def at(**spans: int) -> datetime:
    return AT + timedelta(**spans)


@pytest.fixture
def market() -> Market:
    market = open_market()
    set_limits(market)
    supplier(market, SELLER)
    return market


def connected(market: Market, url: str, topics: tuple[str, ...] = TOPICS) -> MadeWebhook:
    owner = market.owners[SELLER]
    actor = market.actor(SELLER)
    return register_webhook(str(actor.firm), url, topics, by=owner, actor=actor, at=AT, loopback=True)


def listing_comes_and_is_suspended_and_changes(market: Market) -> UUID:
    offer = offers_of(SELLER)[0]
    listing = listed(market, SELLER, offer)
    own = Case.objects.get(kind="supplier", firm_ubn=firms()[SELLER].ubn)
    officer = market.officer
    take_step(own.id, "suspend", reason="等主辦單位說明", ruling="依主辦單位規定", actor=officer, at=at(hours=-3))
    take_step(own.id, "resume", reason="已說明", actor=officer, at=at(hours=-2))
    market.cases[offer.name] = listing
    for _ in after.change(market, firms()[SELLER], offer.name, at(days=-6), ends="agreed"):
        pass
    return listing


def buyers_come_and_go(market: Market, listing: UUID, me: Actor) -> None:
    seller = market.actor(SELLER)
    order = ordered(listing, me)
    accept_order(order, actor=seller, at=AT)
    accept_plan_change(change(order, me, seen=2), actor=seller, at=at(days=6))
    request_export(order, {"export.what": "全部"}, actor=me, at=at(days=6))
    complaint = complained(market, order, me)
    take_step(complaint, "answer", reason="主機故障，已修復", actor=seller, at=at(days=7))
    end_subscription(order, reason="改用別的", actor=me, at=at(days=8))
    take_step(complaint, "uphold", reason="三天不能用", grounds=["dispute"], actor=market.officer, at=at(days=9))
    declined = ordered(listing, me, **{"order.note": "再試一次"})
    take_step(declined, "decline", reason="目前無法導入", actor=seller, at=at(days=1))


def what_is_not_improved_is_removed(market: Market) -> None:
    """The inspection that the complaint has opened."""
    inspection = Case.objects.get(kind="inspection")
    wrong = [Wrong("ground", "faulty", "請改善")]
    take_step(inspection.id, "order_improvement", defects=wrong, actor=market.officer, at=at(days=10))
    sweep_clocks(at=at(days=39))


def expected(secret: str, got: dict[str, Any]) -> str:
    headers = got["headers"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{got['body']}".encode()
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def delivered(receiver: Receiver, made: MadeWebhook) -> dict[str, dict[str, Any]]:
    """Deliver all that waits; {topic: data} of what came, each signed and logged once."""
    for message in WebhookMessage.objects.filter(webhook_id=made.id, state="waiting").order_by("position"):
        assert deliver_message(message.id, at=at(days=40), loopback=True).outcome == "delivered"
    got = receiver.got
    assert all(each["headers"]["webhook-signature"] == expected(made.secret, each) for each in got)
    lines = messages_of(made.id, limit=99)
    assert {(each.state, tuple(tried.status for tried in each.tries)) for each in lines} == {("delivered", (204,))}
    assert len(lines) == len(got)
    bodies = [json.loads(each["body"]) for each in got]
    return {body["type"]: body["data"] for body in bodies}


@pytest.mark.clause("L6.1", "L6.2.1", "L6.2.3")
def test_every_topic_arrives_signed_and_stands_in_the_log(market: Market, tmp_path: Path) -> None:
    me = buyer()
    with receiving(tmp_path) as receiver:
        made = connected(market, receiver.url)
        listing = listing_comes_and_is_suspended_and_changes(market)
        buyers_come_and_go(market, listing, me)
        what_is_not_improved_is_removed(market)
        seller = market.actor(SELLER)
        try_webhook(str(seller.firm), made.id, by=market.owners[SELLER], actor=seller, at=AT)
        told = delivered(receiver, made)
    assert set(told) == {*TOPICS, PING}
    of_listing = {"listing_id", "slug", "name", "version"}
    of_order = {"order_id", "number", "listing_id", "state"}
    shapes = {topic: set(data) for topic, data in told.items()}
    assert {topic: keys for topic, keys in shapes.items() if topic.startswith("listing.")} == dict.fromkeys(
        [each for each in TOPICS if each.startswith("listing.")], of_listing
    )
    steps = ("order.placed", "order.closed", "subscription.started", "subscription.changed", "subscription.ended")
    cases = ("plan_change.requested", "export.requested", "complaint.opened", "complaint.upheld")
    assert {topic: shapes[topic] for topic in steps} == dict.fromkeys(steps, of_order | {"step"})
    assert {topic: shapes[topic] for topic in cases} == dict.fromkeys(cases, of_order | {"case_id", "case_number"})
    assert {told[topic]["listing_id"] for topic in TOPICS} == {str(listing)}
    assert [told[topic]["step"] for topic in steps] == ["submit", "decline", "accept", "change_plan", "cancel"]
    assert told["listing.changed"]["version"] == 2


def test_only_what_was_chosen_comes_and_only_to_its_firm(market: Market, tmp_path: Path) -> None:
    me = buyer()
    with receiving(tmp_path) as receiver:
        made = connected(market, receiver.url, ("order.placed",))
        listing = listed(market, SELLER, offers_of(SELLER)[0])
        accept_order(ordered(listing, me), actor=market.actor(SELLER), at=AT)
        assert set(delivered(receiver, made)) == {"order.placed"}


def test_what_the_clock_does_is_told_as_well(market: Market, tmp_path: Path) -> None:
    me = buyer()
    with receiving(tmp_path) as receiver:
        made = connected(market, receiver.url, ("order.closed",))
        listing = listed(market, SELLER, offers_of(SELLER)[0])
        ordered(listing, me)
        assert sweep_clocks(at=at(days=20)) >= 1
        assert delivered(receiver, made)["order.closed"]["state"] == "fell_through"
