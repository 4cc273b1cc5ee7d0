"""One of the two parties ends a subscription before its last day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.causing import hold_all
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.last_step import last_step
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_deadline
from xuzhi.marketplace.dealing import held_subscription
from xuzhi.marketplace.refusals import EndedAlready

BY_BUYER, BY_SUPPLIER = "cancel", "end_by_supplier"


def end_subscription(order_id: UUID | str, *, reason: str = "", actor: Actor, at: datetime, key: str = "") -> None:
    """End it now. Of two who do so at once one does, and the other is told who did and when. The same `key` is the same
    act again. Raises SubscriptionUnknown, NotYours, EndedAlready, ReasonMissing, StepNotAllowed."""
    with transaction.atomic():
        hold_all(order_id, BY_BUYER, at)  # with what either way of ending moves, in the order that everybody keeps
        found = held_subscription(order_id, actor)
        last = last_step(found.id) if found.ended_at is not None else None
        if last is not None and found.ended_at is not None and (not key or last.key != key):
            raise EndedAlready(number=found.number, who=last.actor_name, at=format_deadline(found.ended_at))
        step = BY_BUYER if actor.firm == found.buyer_ubn else BY_SUPPLIER
        take_step(found.id, step, reason=reason, actor=actor, at=at, key=key)
