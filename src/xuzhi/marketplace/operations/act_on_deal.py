"""A step in a case between buyer and supplier, with all that it takes on the market."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_row import case_row
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.operations import accept_order, accept_plan_change, end_subscription
from xuzhi.marketplace.queries.subscriptions import subscription


def act_on_deal(case_id: UUID | str, step: str, *, reason: str = "", actor: Actor, at: datetime, key: str = "") -> None:
    """Accepting brings a contract about, ending is done once; every other step is taken as the rules have it. Raises
    what those raise, and what take_step raises."""
    case = case_row(case_id, actor=actor, at=at)
    of_order = subscription(case.id) is not None
    if step == accept_order.STEP and of_order:
        accept_order.accept_order(case.id, actor=actor, at=at)
    elif step == accept_plan_change.STEP and not of_order and subscription(case.about) is not None:
        accept_plan_change.accept_plan_change(case.id, actor=actor, at=at)
    elif step in (end_subscription.BY_BUYER, end_subscription.BY_SUPPLIER) and of_order:
        end_subscription.end_subscription(case.id, reason=reason, actor=actor, at=at, key=key)
    else:
        take_step(case.id, step, reason=reason, actor=actor, at=at, key=key)
