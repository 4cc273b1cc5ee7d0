"""Which of the two somebody is, and where the pages of that side are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from xuzhi.casework.refusals import CaseUnknown, NotYours
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.queries import Subscribed, subscription
from xuzhi.web.account.entry import firm_required
from xuzhi.web.applicant.access import Applicant, applicant_of

BUYER, SELLER = "buyer", "seller"
FACES = {BUYER: "buyer", SELLER: "applicant"}


@dataclass(frozen=True)
class Side:
    """One side of a subscription, as one of its people. `me` acts for the firm of that side."""

    name: str
    me: Applicant

    @property
    def actor(self) -> Actor:
        role = "buyer" if self.name == BUYER else "applicant"
        return replace(self.me.actor, role=role)

    @property
    def buys(self) -> bool:
        return self.name == BUYER

    def url(self, page: str, *args: Any) -> str:
        return reverse(f"{FACES[self.name]}:{page}", args=args)

    @property
    def list_url(self) -> str:
        return self.url("subscriptions")

    @property
    def section(self) -> str:
        return "buy" if self.buys else "cases"


@dataclass(frozen=True)
class Deal:
    """A subscription with the side from which it is looked at."""

    side: Side
    found: Subscribed

    @property
    def actor(self) -> Actor:
        return self.side.actor

    @property
    def url(self) -> str:
        return self.side.url("subscription", self.found.id)

    @property
    def contract_url(self) -> str:
        return self.side.url("contract", self.found.id)

    @property
    def payment_url(self) -> str:
        return self.side.url("payment", self.found.id)

    def case_url(self, case_id: UUID) -> str:
        return self.side.url("deal_case", case_id)

    def step_url(self, case_id: UUID, step: str) -> str:
        return self.side.url("deal_step", case_id, step)


def sides_of(request: HttpRequest, name: str) -> Iterator[Side]:
    """The person as that side, for each of their firms, the chosen one first."""
    for mine in applicant_of(request).each_firm():
        yield Side(name, mine)


def on_side(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Calls `view(request, side, …)` for a member of a firm; addresses say which side (`side=`)."""

    @firm_required
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, side: str = BUYER, **kwargs: Any) -> HttpResponse:
        return view(request, next(sides_of(request, side)), *args, **kwargs)

    return wrapped


def with_deal(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Calls `view(request, deal, …)` with the subscription of the address; one that is not theirs is not found."""

    @firm_required
    @wraps(view)
    def wrapped(request: HttpRequest, order: UUID, *args: Any, side: str = BUYER, **kwargs: Any) -> HttpResponse:
        deal = deal_of(request, side, order)
        return view(request, deal, *args, **kwargs)

    return wrapped


def deal_of(request: HttpRequest, side: str, order: UUID | str) -> Deal:
    """The subscription as one of the person's firms has it on that side. Raises Http404."""
    found = subscription(order)
    if found is not None:
        firm = found.buyer_ubn if side == BUYER else found.supplier_ubn
        for each in sides_of(request, side):
            if each.actor.firm == firm:
                return Deal(each, found)
    raise Http404


def not_found_for_others[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A case that is not theirs is as if it were not there."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except (CaseUnknown, NotYours) as refusal:
            raise Http404(str(refusal)) from refusal

    return wrapped
