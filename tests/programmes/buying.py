"""Buyers on the market of these tests: what they order, and what suppliers do about it, by the real operations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from xuzhi.console.demo.content import DemoFirm, firms, texts
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.operations.accept_order import accept_order
from xuzhi.marketplace.operations.place_order import place_order
from xuzhi.marketplace.queries import listed_case, subscription
from xuzhi.marketplace.queries.subscriptions import Subscribed
from xuzhi.parties.operations.add_person import add_person
from xuzhi.parties.operations.register_firm import register_firm
from xuzhi.parties.queries import actor_of

from .market_day import AT, TODAY, Market, listed, offers_of, set_limit, supplier

SELLER = "淨檢智慧"
SMALL, TEAM = (texts()["words"][name] for name in ("plan_small", "plan_team"))
LIMITS = {"order_answer_days": 7, "subscription_reminder_days": 30, "export_days": 7, "complaint_answer_days": 14}
STARTS = TODAY + timedelta(days=1)


def set_limits(market: Market, **changes: int | None) -> None:
    for name, value in (LIMITS | changes).items():
        if value is not None:
            set_limit(market, name, value)


def buyer(firm: DemoFirm | None = None) -> Actor:
    """A person of an SME, as buyer."""
    firm = firm or firms()["巷子口小吃店有限公司"]
    person = add_person(firm.email, firm.representative, at=AT)
    register_firm(firm.ubn, firm.name, owner=person, contact_email=firm.email, county=firm.county,
                  actor=actor_of(person), at=AT)  # fmt: skip
    return Actor.person(str(person.id), person.name, "buyer", firm.ubn)


def wish(plan: str, **changes: Any) -> dict[str, Any]:
    """What a buyer types, by question."""
    return {
        "order.plan": plan,
        "order.seats": "3",
        "order.months": "12",
        "order.starts_on": STARTS.isoformat(),
        "order.trial": "",
        "order.contact_name": "陳小姐",
        "contact.email": "chen@alley.test",
        "order.phone": "",
        "order.note": "先從門市開始用",
        "order.private_risk": "yes",
    } | changes


def sold(market: Market, key: str = SELLER) -> UUID:
    """A listed solution of a supplier."""
    supplier(market, key)
    return listed(market, key, offers_of(key)[0])


def ordered(listing: UUID, actor: Actor, **changes: Any) -> UUID:
    there = listed_case(listing)
    assert there is not None
    plan = changes.pop("plan", SMALL)
    return place_order(listing, wish(plan, **changes), seen=there.version, actor=actor, at=AT)


def running(market: Market, listing: UUID, actor: Actor, key: str = SELLER) -> UUID:
    order = ordered(listing, actor)
    accept_order(order, actor=market.actor(key), at=AT)
    return order


def of(order: UUID) -> Subscribed:
    found = subscription(order)
    assert found is not None
    return found


def day(iso: str) -> date:
    return date.fromisoformat(iso)
