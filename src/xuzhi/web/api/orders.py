"""Orders and what runs from them: the same acts, through the same operations, as on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Status

from xuzhi.casework.operations.take_step import take_step
from xuzhi.marketplace.operations.accept_order import accept_order
from xuzhi.marketplace.operations.end_subscription import end_subscription
from xuzhi.marketplace.operations.place_order import place_order
from xuzhi.marketplace.queries import listed, subscription
from xuzhi.marketplace.queries.subscriptions import BUYER, STATES, SUPPLIER, Subscribed, Term, subscriptions_before
from xuzhi.marketplace.refusals import ListingGone, SubscriptionUnknown
from xuzhi.marketplace.tiers import tiers_in
from xuzhi.web.api import shapes
from xuzhi.web.api.callers import Scoped
from xuzhi.web.api.cases import Cursor, Limit
from xuzhi.web.api.catalogue import usage_tiers
from xuzhi.web.api.paging import cut, last_seen

router = Router(tags=["orders"])

DECLINE = "decline"
State = Literal["ordered", "running", "ended", "fell_through"]
Side = Literal["buyer", "supplier"]


@router.get("/orders", response=shapes.Orders, auth=Scoped("orders:read"), operation_id="list_orders")
def orders(
    request: HttpRequest,
    cursor: Cursor,
    limit: Limit,
    role: Annotated[Side | None, Query(None, description="what the firm bought, or what was ordered from it")],
    state: Annotated[list[State], Query([], max_length=4)],
) -> shapes.Orders:
    """Orders and subscriptions in which the firm is buyer or supplier, those ordered last first."""
    firm = request.caller.firm
    sides, states = (role,) if role else (BUYER, SUPPLIER), state or STATES
    rows = subscriptions_before(firm, last_seen(cursor), limit=limit + 1, sides=sides, states=states)
    page, following = cut(rows, lambda row: (row.ordered_at, row.id), limit)
    return shapes.Orders(items=[_order(each, firm) for each in page], next=following)


@router.get("/orders/{order_id}", response=shapes.OrderOut, auth=Scoped("orders:read"), operation_id="read_order")
def order(request: HttpRequest, order_id: UUID) -> shapes.OrderOut:
    """One order with all that was agreed on, term by term."""
    return _order(_own(request, order_id), request.caller.firm)


@router.post("/orders", response={201: shapes.OrderOut}, auth=Scoped("orders:write"), operation_id="place_order")
def place(request: HttpRequest, response: HttpResponse, body: shapes.OrderAsked) -> Status[shapes.OrderOut]:
    """Order a plan for the caller's firm. Version and price in force are pinned; the supplier accepts or declines."""
    there = next(iter(listed([body.listing])), None)
    if there is None:
        raise ListingGone(name=body.listing)
    made = place_order(
        there.id,
        {name: _typed(value) for name, value in body.answers.items()},
        seen=body.version,
        actor=request.caller.actor(BUYER),
        at=timezone.now(),
    )
    response["Location"] = f"/api/v1/orders/{made}"
    return Status(201, _order(_own(request, made), request.caller.firm))


@router.post(
    "/orders/{order_id}/accept", response=shapes.OrderOut, auth=Scoped("orders:write"), operation_id="accept_order"
)
def accept(request: HttpRequest, order_id: UUID, body: shapes.NothingAsked) -> shapes.OrderOut:
    """The supplier accepts: the contract comes about by the version and price of the day of the order."""
    accept_order(order_id, actor=request.caller.actor(), at=timezone.now())
    return _order(_own(request, order_id), request.caller.firm)


@router.post(
    "/orders/{order_id}/decline", response=shapes.OrderOut, auth=Scoped("orders:write"), operation_id="decline_order"
)
def decline(request: HttpRequest, order_id: UUID, body: shapes.ReasonAsked) -> shapes.OrderOut:
    """The supplier declines, with a reason that the buyer reads."""
    _own(request, order_id)
    take_step(order_id, DECLINE, reason=body.reason, actor=request.caller.actor(), at=timezone.now())
    return _order(_own(request, order_id), request.caller.firm)


@router.post(
    "/orders/{order_id}/end", response=shapes.OrderOut, auth=Scoped("orders:write"), operation_id="end_subscription"
)
def end(request: HttpRequest, order_id: UUID, body: shapes.ReasonAsked) -> shapes.OrderOut:
    """Buyer or supplier ends a running subscription before its last day."""
    found = _own(request, order_id)
    role = BUYER if found.buyer_ubn == request.caller.firm else "applicant"
    end_subscription(order_id, reason=body.reason, actor=request.caller.actor(role), at=timezone.now())
    return _order(_own(request, order_id), request.caller.firm)


def _own(request: HttpRequest, order_id: UUID) -> Subscribed:
    """Raises SubscriptionUnknown, for those of others too."""
    found = subscription(order_id)
    if found is None or not found.is_party(request.caller.firm):
        raise SubscriptionUnknown()
    return found


def _typed(value: shapes.Answer) -> str:
    """The answer as a form would have sent it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _order(found: Subscribed, firm: str) -> shapes.OrderOut:
    role = BUYER if found.buyer_ubn == firm else SUPPLIER
    same: Mapping[str, Any] = {
        name: getattr(found, name)
        for name in shapes.OrderOut.model_fields
        if name not in ("role", "term", "terms", "url")
    }
    page = reverse("applicant:case", args=[found.id])
    return shapes.OrderOut(
        **same,
        role=role,
        term=_term(found.term),
        terms=[_term(each) for each in found.terms],
        url=f"{settings.SITE_URL.rstrip('/')}{page}",
    )


def _term(term: Term) -> shapes.TermOut:
    same = {name: getattr(term, name) for name in shapes.TermOut.model_fields if name != "usage_tiers"}
    return shapes.TermOut(**same, usage_tiers=usage_tiers(tiers_in(term.contract)))
