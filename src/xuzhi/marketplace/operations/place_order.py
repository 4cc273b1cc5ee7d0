"""A buyer orders a plan of a listed solution."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.refusals import AboutNotStanding
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace.dealing import (
    SOURCE,
    check_as_seen,
    check_priced,
    chosen_plan,
    kind_for,
    read_all,
    rules_for,
    still_listed,
    tax_percent,
    version_of,
)
from xuzhi.marketplace.models import Listing
from xuzhi.marketplace.queries.subscriptions import subscription
from xuzhi.marketplace.refusals import ListingGone
from xuzhi.marketplace.terms import Wish, agreed, facts_of


def place_order(
    listing_id: UUID | str, answers: Mapping[str, Any], *, seen: int, actor: Actor, at: datetime, key: str = ""
) -> UUID:
    """Order by the answers (raw, by question); gives the case. The version and price in force are pinned in it.

    `seen` is the version that the buyer looked at. All in one transaction: the listing cannot change or go meanwhile,
    and where the order is refused nothing is left of it. The same `key` gives the same order again. Raises ListingGone,
    NotSoldHere, AnswersWrong, PlanGone, PlanChanged, PriceOpen, RespondentMissing, SubmissionBlocked, StepNotAllowed,
    and what opening a case raises.
    """
    with transaction.atomic():
        row = Listing.objects.filter(id=listing_id).first()
        listing = still_listed(listing_id, row.name if row else "")
        rules = rules_for(listing.programme, taipei_day(at))
        kind = kind_for(rules, "order", row.kind if row else "")
        try:
            order = open_case(listing.programme, kind.name, actor=actor, at=at, about=listing.id, key=key)
        except AboutNotStanding as gone:
            raise ListingGone(name=listing.name, clause=gone.clause) from gone
        if subscription(order) is not None:
            return order
        values = read_all(kind, answers)
        listing = still_listed(listing.id, listing.name)  # its stream is locked now
        version = version_of(listing)
        plan = chosen_plan(version, values["order.plan"])
        check_as_seen(version, plan, seen)
        wish = wish_in(values, "order")
        check_priced(plan, wish, tax_percent(rules))
        contract = agreed(version.facts, plan, wish, version=version.version, tax_percent=tax_percent(rules))
        save_answers(order, {name: answers[name] for name in values if name in answers}, seen={}, actor=actor, at=at)
        give_facts(order, facts_of(contract), source=SOURCE, actor=Actor.system(SOURCE), at=at)
        submit_case(order, actor=actor, at=at, key=key)
    return order


def wish_in(values: Mapping[str, Any], group: str) -> Wish:
    """The wish among the values of an order, or of a change of one."""
    starts = values.get(f"{group}.starts_on") or values.get(f"{group}.from_on")
    return Wish(
        plan=str(values[f"{group}.plan"]),
        seats=int(values[f"{group}.seats"]),
        months=int(values[f"{group}.months"]),
        starts_on=date.fromisoformat(str(starts)),
        trial=values.get(f"{group}.trial") is True,
    )
