"""What can be ordered now, and what an order would come to, before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.editions import edition
from xuzhi.engine import check
from xuzhi.engine.facts import read_facts
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say
from xuzhi.marketplace.contracting import TERMS, cancelling_of, parts_said, terms_accepted, terms_said
from xuzhi.marketplace.costing import terms_of
from xuzhi.marketplace.dealing import (
    check_as_seen,
    chosen_plan,
    kind_for,
    price_said,
    read_all,
    still_listed,
    version_of,
)
from xuzhi.marketplace.models import Listing
from xuzhi.marketplace.offering import contract_for, next_contract
from xuzhi.marketplace.operations.place_order import wish_in
from xuzhi.marketplace.queries.door import Listed, listed, listed_case
from xuzhi.marketplace.queries.plainly import portability_of
from xuzhi.marketplace.queries.subscriptions import Subscribed
from xuzhi.marketplace.queries.versions import ApprovedVersion, approved_version
from xuzhi.marketplace.refusals import ListingGone
from xuzhi.marketplace.terms import facts_of, sold_by_subscription
from xuzhi.marketplace.tiers import tiers_of, tiers_said
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Question


@dataclass(frozen=True)
class PlanOffer:
    """A plan that can be ordered, in words; `usage` says what usage costs beside its price."""

    name: str
    price: str
    notes: tuple[str, ...]
    usage: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """What a buyer chooses from: the plans of the version in force, the questions, and what the contract will say."""

    listing: Listed
    version: int
    plans: tuple[PlanOffer, ...]
    questions: tuple[Question, ...]
    cancelling: str
    portability: tuple[str, ...]
    terms: str
    terms_clause: str
    ready: str  # why nothing can be ordered yet, in a sentence; else empty


@dataclass(frozen=True)
class Preview:
    """What would be agreed on: the contract line by line, and every check that stands in the way."""

    contract: Mapping[str, Any]
    lines: Sequence[Mapping[str, str]]
    in_the_way: tuple[Finding, ...]


@dataclass(frozen=True)
class Terms:
    """What the two agreed on, for their page: line by line, and the words of the version on leaving and on the data."""

    lines: Sequence[Mapping[str, str]]
    cancelling: str
    portability: tuple[str, ...]
    approved_at: datetime | None
    parts: Sequence[Mapping[str, Any]]


def offer(slug: str, *, at: datetime, purpose: str = "order") -> Offer | None:
    """The solution as it can be ordered now; None where it is not listed. Raises NotSoldHere."""
    found = listed([slug])
    if not found:
        return None
    listing = found[0]
    rules = edition(listing.programme, taipei_day(at), spoken=True)
    sold = rules.case(_kind_of(listing.id))
    kind = kind_for(rules, purpose, sold.name)
    version = version_of(listing)
    plans = version.facts.get("solution.plans") or ()
    return Offer(
        listing=listing,
        version=version.version,
        plans=tuple(_plan(each, version.facts) for each in plans if sold_by_subscription(each)),
        questions=tuple(each for each in kind.questions if not each.filled_by),
        cancelling=cancelling_of(version.facts),
        portability=portability_of(sold, version.facts),
        terms=terms_accepted(rules, kind),
        terms_clause=next((each.clause for each in kind.questions if each.name == TERMS), ""),
        ready=_ready(rules, kind),
    )


def offer_of(found: Subscribed, *, at: datetime) -> Offer | None:
    """What the solution of a subscription offers now; None where it is not listed."""
    there = listed_case(found.listing_id)
    return offer(there.slug, at=at) if there is not None else None


def preview_order(listing_id: UUID | str, answers: Mapping[str, Any], *, seen: int, at: datetime) -> Preview:
    """What the order would come to. Raises ListingGone, AnswersWrong, PlanGone, PlanChanged, PriceOpen."""
    listing = still_listed(listing_id)
    rules = edition(listing.programme, taipei_day(at), spoken=True)
    kind = kind_for(rules, "order", _kind_of(listing.id))
    accepted = {**answers, TERMS: "yes"}
    return _preview(rules, kind, version_of(listing), accepted, "order", seen, {"about.stage": "listed"}, at)


def preview_change(found: Subscribed, answers: Mapping[str, Any], *, seen: int, at: datetime) -> Preview:
    """What a change of plan would come to. Raises what preview_order raises."""
    listing = still_listed(found.listing_id, found.name)
    rules = edition(found.programme, taipei_day(at), spoken=True)
    kind = kind_for(rules, "plan_change", found.kind)
    known = {"about.contract.until_on": found.until_on.isoformat()}
    return _preview(rules, kind, version_of(listing), answers, "change", seen, known, at)


def preview_renewal(found: Subscribed, *, at: datetime) -> Preview:
    """The next term by today's version and price. Raises ListingGone, PlanGone, PriceOpen."""
    version = version_of(still_listed(found.listing_id, found.name))
    contract = next_contract(found, version, at)
    return Preview(contract, terms_said(_order_kind(found, at), contract), ())


def terms_of_subscription(found: Subscribed, on: date, *, at: datetime) -> Terms:
    """What holds on the day, in the reader's words. One query."""
    rules = edition(found.programme, taipei_day(at), spoken=True)
    kind = rules.case(found.kind)
    term = found.on(on)
    version = approved_version(found.listing_id, term.version)
    sold = next((rules.cases[name] for name in kind.about if name in rules.cases), kind)
    facts = version.facts if version is not None else {}
    return Terms(
        lines=terms_said(kind, term.contract),
        cancelling=str(term.contract.get("cancelling") or "") or say("marketplace.cancelling_unsaid"),
        portability=portability_of(sold, facts),
        approved_at=version.approved_at if version is not None else None,
        parts=parts_said(sold, facts),
    )


def questions_for(found: Subscribed, purpose: str, *, at: datetime) -> tuple[Question, ...]:
    """What people answer in a case of that purpose about the subscription."""
    rules = edition(found.programme, taipei_day(at), spoken=True)
    return tuple(each for each in kind_for(rules, purpose, found.kind).questions if not each.filled_by)


def kind_about(found: Subscribed, purpose: str, *, at: datetime) -> CaseKind:
    """The kind that serves the purpose about the subscription, in the reader's words. Raises NotSoldHere."""
    return kind_for(edition(found.programme, taipei_day(at), spoken=True), purpose, found.kind)


def _preview(
    rules: Edition,
    kind: CaseKind,
    version: ApprovedVersion,
    answers: Mapping[str, Any],
    group: str,
    seen: int,
    known: Mapping[str, Any],
    at: datetime,
) -> Preview:
    values = read_all(kind, answers)
    wish = wish_in(values, group)
    check_as_seen(version, chosen_plan(version, wish.plan), seen)
    contract = contract_for(rules.programme_id, version, wish, at)
    asked = {question.name for question in kind.known_questions}
    facts = {**values, **facts_of(contract), **known}
    read = read_facts(rules, kind.name, {name: value for name, value in facts.items() if name in asked})
    findings = check(rules, kind.name, read, on=taipei_day(at))
    wrong = tuple(each for each in findings if each.blocking and each.outcome is Outcome.NOT_MET)
    ordering = rules.case(kind.name) if group == "order" else _of_purpose(rules, "order")
    return Preview(contract, terms_said(ordering, contract), wrong)


def _of_purpose(rules: Edition, purpose: str) -> CaseKind:
    return next(kind for kind in rules.cases.values() if kind.purpose == purpose)


def _order_kind(found: Subscribed, at: datetime) -> CaseKind:
    return edition(found.programme, taipei_day(at), spoken=True).case(found.kind)


def _kind_of(listing_id: UUID) -> str:
    name = Listing.objects.filter(id=listing_id).values_list("kind", flat=True).first()
    if name is None:
        raise ListingGone(name="")
    return name


def _ready(rules: Edition, kind: CaseKind) -> str:
    """The guard of sending speaks of parameters that the office has to set; the page says so before anybody types."""
    submit = next((each for each in kind.steps if each.name == "submit"), None)
    if submit is None or submit.guard is None:
        return ""
    unset = [name for name in submit.guard.settings() if rules.values.get(name) is None]
    return submit.guard_otherwise if unset else ""


def _plan(plan: Mapping[str, Any], facts: Mapping[str, Any]) -> PlanOffer:
    terms = terms_of(plan)
    notes = [say("marketplace.offer_least", months=terms.term_months)]
    if terms.per_seat:
        notes.append(say("marketplace.offer_per_seat"))
    elif terms.seats:
        notes.append(say("marketplace.offer_seats", seats=terms.seats))
    if terms.extra_seat_twd:
        notes.append(say("marketplace.offer_extra", amount=f"{terms.extra_seat_twd:,}"))
    if terms.setup_twd:
        notes.append(say("marketplace.offer_setup", amount=f"{terms.setup_twd:,}"))
    if terms.tax_included is not None:
        notes.append(say("marketplace.offer_tax_in" if terms.tax_included else "marketplace.offer_tax_out"))
    if terms.trial_days:
        notes.append(say("marketplace.offer_trial", days=terms.trial_days))
    if plan.get("includes"):
        notes.append(str(plan["includes"]))
    return PlanOffer(terms.name, price_said(plan), tuple(notes), tiers_said(tiers_of(facts, terms.name)))
