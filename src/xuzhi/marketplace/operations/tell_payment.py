"""Buyer or supplier tells how it stands with invoice and payment, which are their own business."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.dealing import SOURCE, held_subscription
from xuzhi.marketplace.refusals import NotRunning, PaymentUnknown
from xuzhi.marketplace.terms import PAYMENT, PAYMENTS


def tell_payment(order_id: UUID | str, state: str, *, actor: Actor, at: datetime) -> bool:
    """Keep what was told, by whom and when: none, invoiced, paid, refunded or disputed. Gives whether it is news.
    Raises SubscriptionUnknown, NotYours, NotRunning (it never ran), PaymentUnknown."""
    if state not in PAYMENTS:
        raise PaymentUnknown(state=state)
    with transaction.atomic():
        found = held_subscription(order_id, actor)
        if not found.has_run:
            raise NotRunning(number=found.number)
        return give_facts(found.id, {PAYMENT: state}, source=SOURCE, actor=actor, at=at)
