"""A buyer asks for another plan, or for more or fewer seats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.case_row import case_row
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.dealing import (
    SOURCE,
    check_as_seen,
    check_buyer,
    chosen_plan,
    held_subscription,
    kind_for,
    read_all,
    rules_for,
    still_listed,
    version_of,
)
from xuzhi.marketplace.following import RUNNING
from xuzhi.marketplace.offering import contract_for
from xuzhi.marketplace.operations.place_order import wish_in
from xuzhi.marketplace.refusals import NotRunning
from xuzhi.marketplace.terms import facts_of


def request_plan_change(
    order_id: UUID | str, answers: Mapping[str, Any], *, seen: int, actor: Actor, at: datetime, key: str = ""
) -> UUID:
    """Ask the supplier by the answers (raw, by question), over the version that is in force and that the buyer has
    seen; gives the case. Until it is accepted the contract stays as it is. While one is under way, that one is given.
    Raises SubscriptionUnknown, NotYours, NotRunning, ListingGone, AnswersWrong, PlanGone, PlanChanged, PriceOpen,
    SubmissionBlocked, StepNotAllowed."""
    with transaction.atomic():
        found = held_subscription(order_id, actor)
        check_buyer(found, actor)
        if found.state != RUNNING:
            raise NotRunning(number=found.number)
        kind = kind_for(rules_for(found.programme, taipei_day(at)), "plan_change", found.kind)
        version = version_of(still_listed(found.listing_id, found.name))
        change = open_case(found.programme, kind.name, actor=actor, at=at, about=found.id, key=key)
        if case_row(change, actor=actor, at=at).submitted_at is not None:
            return change
        values = read_all(kind, answers)
        wish = wish_in(values, "change")
        check_as_seen(version, chosen_plan(version, wish.plan), seen)
        contract = contract_for(found.programme, version, wish, at)
        save_answers(change, {name: answers[name] for name in values if name in answers}, seen={}, actor=actor, at=at)
        give_facts(change, facts_of(contract), source=SOURCE, actor=Actor.system(SOURCE), at=at)
        submit_case(change, actor=actor, at=at, key=key)
    return change
