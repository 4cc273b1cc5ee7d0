"""What acts of buyers and suppliers begin with: the rules by what they are for, the subscription under its lock, and
what was typed, read by the questions of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.editions import edition
from xuzhi.casework.refusals import NotYours
from xuzhi.engine.answers import AnswerInvalid, read_answer
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import lock_stream
from xuzhi.marketplace.costing import Amount
from xuzhi.marketplace.queries.door import Listed, listed_case
from xuzhi.marketplace.queries.subscriptions import Subscribed, subscription
from xuzhi.marketplace.queries.versions import ApprovedVersion, approved_version
from xuzhi.marketplace.refusals import (
    AnswersWrong,
    ListingGone,
    NotSoldHere,
    PlanChanged,
    PlanGone,
    PriceOpen,
    SubscriptionUnknown,
)
from xuzhi.marketplace.terms import Wish, cost_of_wish, plan_named, sold_by_subscription
from xuzhi.marketplace.tiers import tiers_of, tiers_said
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind

SOURCE = "marketplace"
TAX_RATE = "business_tax_rate"
PRICED = ("price_twd", "billing", "per", "seats", "extra_seat_twd", "most_seats", "tax_included", "setup_twd",
          "exit_twd", "term_months", "trial_days")  # fmt: skip
"""What of a plan makes it another one for who is about to order it."""


def rules_for(programme: str, on: date) -> Edition:
    return edition(programme, on)


def kind_for(rules: Edition, purpose: str, about: str) -> CaseKind:
    """The kind that serves the purpose, about cases of the other kind. Raises NotSoldHere."""
    for kind in rules.cases.values():
        if kind.purpose == purpose and about in kind.about:
            return kind
    raise NotSoldHere(purpose=say(f"marketplace.purpose_{purpose}"))


def tax_percent(rules: Edition) -> Decimal | None:
    """The rate of the tax that day; None where the rules have none."""
    value = rules.values.get(TAX_RATE)
    return Decimal(str(value)) if value is not None else None


def still_listed(listing_id: UUID | str, name: str = "") -> Listed:
    """What is listed at this moment. Raises ListingGone."""
    found = listed_case(listing_id)
    if found is None:
        raise ListingGone(name=name)
    return found


def version_of(listing: Listed) -> ApprovedVersion:
    """What is approved of a listing now. Raises ListingGone."""
    found = approved_version(listing.id, listing.version)
    if found is None:
        raise ListingGone(name=listing.name)
    return found


def chosen_plan(version: ApprovedVersion, name: str) -> Mapping[str, Any]:
    """Raises PlanGone."""
    plan = plan_named(version.facts, name)
    if plan is None or not sold_by_subscription(plan):
        raise PlanGone(plan=name, name=version.name)
    return plan


def check_as_seen(version: ApprovedVersion, plan: Mapping[str, Any], seen: int) -> None:
    """What the buyer looked at is what would be agreed on. Raises PlanChanged."""
    if seen == version.version:
        return
    before = approved_version(version.listing_id, seen)
    named, facts = str(plan.get("name")), before.facts if before is not None else {}
    old = plan_named(facts, named)
    same = old is not None and all(old.get(name) == plan.get(name) for name in PRICED)
    if not same or tiers_of(facts, named) != tiers_of(version.facts, named):
        raise PlanChanged(plan=named, was=price_said(old, facts), now=price_said(plan, version.facts))


def check_priced(plan: Mapping[str, Any], wish: Wish, percent: Decimal | None) -> None:
    """Raises PriceOpen."""
    cost = cost_of_wish(plan, wish, percent)
    total: Amount | None = cost.total if cost.known else None
    if total is None or total.with_tax is None or total.without_tax is None:
        raise PriceOpen(plan=wish.plan, seats=wish.seats)


def price_said(plan: Mapping[str, Any] | None, facts: Mapping[str, Any] | None = None) -> str:
    """What a plan costs a period, in words; with the facts of its version also what its usage costs."""
    if plan is None or not isinstance(plan.get("price_twd"), int):
        return say("marketplace.price_unknown")
    price = f"{plan['price_twd']:,}"
    said = say("marketplace.price_each", amount=price, billing=say(f"marketplace.{plan['billing']}"))
    tiers = tiers_said(tiers_of(facts or {}, str(plan.get("name"))))
    return say("marketplace.price_with_tiers", price=said, tiers="".join(tiers)) if tiers else said


def read_all(kind: CaseKind, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as JSON-safe values; only questions that people answer. Raises AnswersWrong with all at once."""
    values: dict[str, Any] = {}
    problems: dict[str, Refusal] = {}
    for question in kind.questions:
        if question.filled_by or question.name not in answers:
            continue
        try:
            values[question.name] = read_answer(question, answers[question.name])
        except AnswerInvalid as problem:
            problems[question.name] = problem
    missing = [q for q in kind.questions if q.required is True and not q.filled_by and values.get(q.name) is None]
    for question in missing:
        if question.name not in problems:
            problems[question.name] = AnswerMissing(label=question.label, clause=question.clause or None)
    if problems:
        raise AnswersWrong(problems)
    return values


class AnswerMissing(Refusal):
    """A question that has to be answered was left empty. Values: label."""

    code = "marketplace.answer_missing"


def held_subscription(subscription_id: UUID | str, actor: Actor) -> Subscribed:
    """The subscription under the lock of its case, for one of its two parties. Needs a transaction. Raises
    SubscriptionUnknown, NotYours."""
    lock_stream(f"case-{subscription_id}")
    found = subscription(subscription_id)
    if found is None:
        raise SubscriptionUnknown()
    if actor.is_person and not found.is_party(actor.firm):
        raise NotYours()
    return found


def check_buyer(found: Subscribed, actor: Actor) -> None:
    """Raises NotYours."""
    if actor.firm != found.buyer_ubn:
        raise NotYours()


def check_supplier(found: Subscribed, actor: Actor) -> None:
    """Raises NotYours."""
    if actor.firm != found.supplier_ubn:
        raise NotYours()
