"""What was ordered and what runs, for buyers, suppliers, usage records, ratings and the API. Plain frozen records.

Who may see one is the caller's to ask: `is_party` says whether a firm has a side in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from xuzhi.marketplace.following import ENDED, FELL_THROUGH, ORDERED, RUNNING
from xuzhi.marketplace.subscription_models import Subscription, SubscriptionTerm, UpheldComplaint

STATES = (ORDERED, RUNNING, ENDED, FELL_THROUGH)
BUYER, SUPPLIER = "buyer", "supplier"


@dataclass(frozen=True)
class Term:
    """What holds from a day on. Amounts are whole dollars a period, for all seats, with tax and without."""

    from_on: date
    until_on: date
    version: int
    plan: str
    billing: str
    period_months: int
    seats: int
    net_twd: int | None
    tax_twd: int | None
    gross_twd: int | None
    term_months: int
    trial_until_on: date | None
    contract: Mapping[str, Any] = field(repr=False, default_factory=dict)
    step: str = ""
    agreed_at: datetime | None = None


@dataclass(frozen=True)
class Subscribed:
    """An order and what became of it; `id` is its case. state: ordered, running, ended, fell_through.

    `term` is what was agreed on last (of an order, what was asked for), `terms` everything that was, the oldest first.
    `from_on` and `until_on` are the first and the last day of all of it; after `ended_at` it does not run any more.
    """

    id: UUID
    number: str
    programme: str
    kind: str
    listing_id: UUID
    name: str
    buyer_ubn: str
    buyer_name: str
    supplier_ubn: str
    supplier_name: str
    state: str
    term: Term
    terms: tuple[Term, ...]
    from_on: date
    until_on: date
    payment: str
    payment_told_by: str
    payment_told_at: datetime | None
    ordered_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    ended_because: str

    @property
    def version(self) -> int:
        return self.term.version

    @property
    def plan(self) -> str:
        return self.term.plan

    @property
    def seats(self) -> int:
        return self.term.seats

    @property
    def runs(self) -> bool:
        return self.state == RUNNING

    @property
    def has_run(self) -> bool:
        """Whether it runs or once did: who may rate, send usage records, complain or ask for an export."""
        return self.begun_at is not None

    def is_party(self, firm: str | None) -> bool:
        """Whether the firm bought or sells it."""
        return bool(firm) and firm in (self.buyer_ubn, self.supplier_ubn)

    def on(self, day: date) -> Term:
        """What holds on the day: the last that has begun, and before all of them the first."""
        begun = [term for term in self.terms if term.from_on <= day]
        return begun[-1] if begun else (self.terms or (self.term,))[0]

    def coming(self, day: date) -> tuple[Term, ...]:
        """What was agreed on and begins after the day."""
        return tuple(term for term in self.terms if term.from_on > day)


@dataclass(frozen=True)
class Upheld:
    """A complaint in which the supplier was found responsible; nothing of it that names the buyer."""

    number: str
    topic: str
    upheld_at: datetime


def subscription(subscription_id: UUID | str) -> Subscribed | None:
    """One by the id of its order's case. Two queries."""
    found = _read(Subscription.objects.filter(id=subscription_id))
    return found[0] if found else None


def subscriptions_of(firm_ubn: str) -> tuple[Subscribed, ...]:
    """What a firm ordered, the newest first. Two queries."""
    return _read(Subscription.objects.filter(buyer_ubn=firm_ubn))


def subscribers_of(firm_ubn: str) -> tuple[Subscribed, ...]:
    """What was ordered from a supplier, the newest first. Two queries."""
    return _read(Subscription.objects.filter(supplier_ubn=firm_ubn))


def subscriptions_to(listing_id: UUID | str) -> tuple[Subscribed, ...]:
    """What was ordered of one solution, listed or not, the newest first. Two queries."""
    return _read(Subscription.objects.filter(listing_id=listing_id))


def subscriptions_before(
    firm_ubn: str,
    last: tuple[datetime, UUID] | None,
    *,
    limit: int,
    sides: Iterable[str] = (BUYER, SUPPLIER),
    states: Iterable[str] = STATES,
) -> tuple[Subscribed, ...]:
    """So many in which the firm is on one of the sides, those ordered last first, after the one that was ordered then
    and has this id: one that is ordered meanwhile moves none of them. At most four queries, each by an index."""
    rows = Subscription.objects.filter(state__in=list(states)).order_by("-ordered_at", "-id")
    if last is not None:
        ordered_at, order_id = last
        rows = rows.filter(Q(ordered_at__lt=ordered_at) | Q(id__lt=order_id), ordered_at__lte=ordered_at)
    places: set[tuple[datetime, UUID]] = set()
    for side in sides:
        places |= set(rows.filter(**{f"{side}_ubn": firm_ubn}).values_list("ordered_at", "id")[:limit])
    ids = [each for _, each in sorted(places, reverse=True)[:limit]]
    found = {each.id: each for each in _read(Subscription.objects.filter(id__in=ids))}
    return tuple(found[each] for each in ids)


def running_counts(listing_ids: Iterable[UUID | str]) -> dict[UUID, int]:
    """How many run of each solution. One query."""
    counts: dict[UUID, int] = {}
    rows = Subscription.objects.filter(listing_id__in=list(listing_ids), state=RUNNING)
    for listing_id in rows.values_list("listing_id", flat=True):
        counts[listing_id] = counts.get(listing_id, 0) + 1
    return counts


def complaints_upheld(listing_id: UUID | str) -> tuple[Upheld, ...]:
    """The complaints about a solution that were upheld, the newest first. One query."""
    rows = UpheldComplaint.objects.filter(listing_id=listing_id).order_by("-upheld_at", "number")
    return tuple(Upheld(row.number, row.topic, row.upheld_at) for row in rows)


def _read(rows: Any) -> tuple[Subscribed, ...]:
    found = rows.order_by("-ordered_at", "-number").prefetch_related("terms")
    return tuple(_subscribed(row) for row in found)


def _subscribed(row: Subscription) -> Subscribed:
    terms = tuple(_term(each) for each in sorted(row.terms.all(), key=lambda each: (each.from_on, each.position)))
    asked = _term_in(row.contract, row.from_on, row.until_on, row.version)
    latest = max(terms, key=lambda each: (each.agreed_at or row.ordered_at, each.from_on), default=asked)
    return Subscribed(
        id=row.id,
        number=row.number,
        programme=row.programme,
        kind=row.kind,
        listing_id=row.listing_id,
        name=row.name,
        buyer_ubn=row.buyer_ubn,
        buyer_name=row.buyer_name,
        supplier_ubn=row.supplier_ubn,
        supplier_name=row.supplier_name,
        state=row.state,
        term=latest,
        terms=terms,
        from_on=row.from_on,
        until_on=row.until_on,
        payment=row.payment,
        payment_told_by=row.payment_told_by,
        payment_told_at=row.payment_told_at,
        ordered_at=row.ordered_at,
        begun_at=row.begun_at,
        ended_at=row.ended_at,
        ended_because=row.ended_because,
    )


def _term(row: SubscriptionTerm) -> Term:
    return _term_in(row.contract, row.from_on, row.until_on, row.version, row.step, row.agreed_at)


def _term_in(
    contract: Mapping[str, Any],
    from_on: date,
    until_on: date,
    version: int,
    step: str = "",
    agreed_at: datetime | None = None,
) -> Term:
    trial = contract.get("trial_until_on")
    return Term(
        from_on=from_on,
        until_on=until_on,
        version=version,
        plan=str(contract.get("plan", "")),
        billing=str(contract.get("billing", "")),
        period_months=int(contract.get("period_months") or 1),
        seats=int(contract.get("seats") or 0),
        net_twd=contract.get("net_twd"),
        tax_twd=contract.get("tax_twd"),
        gross_twd=contract.get("gross_twd"),
        term_months=int(contract.get("term_months") or 0),
        trial_until_on=date.fromisoformat(trial) if trial else None,
        contract=contract,
        step=step,
        agreed_at=agreed_at,
    )
