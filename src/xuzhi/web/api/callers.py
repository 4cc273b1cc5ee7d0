"""Who calls: a firm's program with a key, a person with a session, or anybody."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest
from ninja.security import HttpBearer

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.marketplace.connections.signing import SCOPES
from xuzhi.marketplace.operations.use_key import UsedKey, use_key
from xuzhi.web.api.refusals import no_firm, not_signed_in, scope_missing

BEARER = "bearer "


@dataclass(frozen=True)
class Caller:
    """`id` is whose calls are counted and whose Idempotency-Keys they are; `scopes` what may be done."""

    id: str
    key: UsedKey | None = None
    standing: Any = None
    scopes: frozenset[str] = frozenset()

    @property
    def is_known(self) -> bool:
        return self.key is not None or self.standing is not None

    @property
    def firm(self) -> str | None:
        if self.key is not None:
            return self.key.firm_ubn
        return self.standing.firm.ubn if self.standing is not None and self.standing.firm else None

    def actor(self, role: str = "applicant") -> Actor:
        """The caller as applicant (a supplier too) or as buyer, for its firm."""
        if self.key is not None:
            name = say("marketplace/connections.key_actor", name=self.key.name)
            return Actor.person(str(self.key.id), name, role, self.key.firm_ubn)
        acting: Actor = self.standing.as_buyer() if role == "buyer" else self.standing.as_applicant()
        return acting


def caller_of(request: HttpRequest, at: datetime) -> Caller:
    """Raises KeyUnknown for a key that opens nothing."""
    given = request.headers.get("Authorization", "")
    if given[: len(BEARER)].lower() == BEARER:
        key = use_key(given[len(BEARER) :].strip(), at=at)
        return Caller(f"key:{key.id}", key=key, scopes=key.scopes)
    standing = getattr(request, "standing", None)
    if standing is not None and standing.user.is_authenticated:
        return Caller(f"person:{standing.user.id}", standing=standing, scopes=frozenset(SCOPES))
    return Caller(f"ip:{_network(get_client_ip(request) or '')}")


def _network(address: str) -> str:
    """An IPv6 subscriber has a whole /64."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


class Scoped(HttpBearer):
    """Lets in who has the scope: a key that was given it, or a person signed in for a firm."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        caller: Caller = request.caller  # type: ignore[attr-defined]
        if not caller.is_known:
            raise not_signed_in()
        if self.scope not in caller.scopes:
            raise scope_missing(self.scope)
        if caller.firm is None:
            raise no_firm()
        return caller

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError  # who calls was settled before
