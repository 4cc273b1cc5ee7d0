"""The supplier accepts an order: the contract comes about, and its document is sealed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.take_step import take_step
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.agreeing import agree
from xuzhi.marketplace.dealing import check_supplier, held_subscription, still_listed
from xuzhi.marketplace.following import ORDERED
from xuzhi.marketplace.terms import days_of

STEP = "accept"


def accept_order(order_id: UUID | str, *, actor: Actor, at: datetime) -> None:
    """Accept by the version and price of the day on which it was ordered. One that is accepted after its first day
    begins today, and keeps its full time. Raises SubscriptionUnknown, NotYours, ListingGone, StepNotAllowed,
    DeadlinePassed."""
    with transaction.atomic():
        found = held_subscription(order_id, actor)
        check_supplier(found, actor)
        if found.state == ORDERED:
            still_listed(found.listing_id, found.name)
            contract = dict(found.term.contract)
            begins_on = max(date.fromisoformat(contract["from_on"]), taipei_day(at))
            contract |= days_of(begins_on, contract["term_months"], contract.get("trial_days", 0))
            agree(found, contract, at=at)
        take_step(found.id, STEP, actor=actor, at=at)
