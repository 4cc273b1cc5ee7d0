"""A buyer goes on with a subscription for another term."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.take_step import take_step
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.agreeing import agree
from xuzhi.marketplace.dealing import (
    check_as_seen,
    check_buyer,
    chosen_plan,
    held_subscription,
    still_listed,
    version_of,
)
from xuzhi.marketplace.following import RUNNING
from xuzhi.marketplace.offering import next_contract
from xuzhi.marketplace.refusals import NotRunning

STEP = "renew"


def renew_subscription(order_id: UUID | str, *, seen: int, actor: Actor, at: datetime, key: str = "") -> None:
    """The next term begins on the day after the last one, as long again, by the version and price in force today;
    `seen` is the version that the buyer looked at. Raises SubscriptionUnknown, NotYours, NotRunning, ListingGone,
    PlanGone, PlanChanged, PriceOpen, StepNotAllowed."""
    with transaction.atomic():
        found = held_subscription(order_id, actor)
        check_buyer(found, actor)
        if found.state != RUNNING:
            raise NotRunning(number=found.number)
        version = version_of(still_listed(found.listing_id, found.name))
        check_as_seen(version, chosen_plan(version, found.plan), seen)
        agree(found, next_contract(found, version, at), at=at)
        take_step(found.id, STEP, actor=actor, at=at, key=key)
