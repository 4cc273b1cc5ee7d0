"""The supplier accepts another plan for a subscription."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.causing import hold_all
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.answered import answered
from xuzhi.casework.queries.case_row import case_row
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.agreeing import agree
from xuzhi.marketplace.dealing import check_supplier, held_subscription
from xuzhi.marketplace.following import RUNNING
from xuzhi.marketplace.offering import contract_for
from xuzhi.marketplace.operations.place_order import wish_in
from xuzhi.marketplace.queries.versions import approved_version
from xuzhi.marketplace.refusals import ListingGone

STEP = "accept"


def accept_plan_change(change_id: UUID | str, *, actor: Actor, at: datetime) -> None:
    """Accept by the version that the buyer was shown when asking; what had to begin before today begins today. The
    subscription goes on by the new contract. Raises CaseUnknown, NotYours, SubscriptionUnknown, StepNotAllowed,
    DeadlinePassed."""
    with transaction.atomic():
        hold_all(change_id, STEP, at)
        change = case_row(change_id, actor=actor, at=at)
        found = held_subscription(change.about, actor)
        check_supplier(found, actor)
        if found.state == RUNNING and change.ended_at is None:
            values = answered(change_id)
            version = approved_version(found.listing_id, int(values["contract.version"]))
            if version is None:
                raise ListingGone(name=found.name)
            wish = wish_in(values, "change")
            wish = replace(wish, starts_on=max(wish.starts_on, taipei_day(at)))
            agree(found, contract_for(found.programme, version, wish, at), at=at)
        take_step(change.id, STEP, actor=actor, at=at)
