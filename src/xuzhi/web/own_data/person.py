"""What is held of a person: the account, how it is opened, firms and roles, the roster, and when they did what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.queries import acts_of
from xuzhi.panels.queries.my_seats import my_seats
from xuzhi.parties.queries import actor_of, firms_of, roles_of
from xuzhi.web.own_data.packing import Piece

REVIEWER = "reviewer"


def person_pieces(user: Any, *, at: datetime, language: str) -> Iterator[Piece]:
    """Every file of the person's ZIP. Secrets (password, keys of the second step) are held as such and never leave."""
    with use_language(language):
        readme = Piece("README.txt", say("web/own_data.readme_person", name=user.name or user.email).encode(), at)
        account = Piece("account.json", _account(user), at)
        seats = _seats(user, at)
    yield readme
    yield account
    if seats:
        yield Piece("reviews.json", seats, at)
    acts = [{"at": when, "act": what, "in": where} for when, what, where in acts_of(str(user.id))]
    yield Piece("acts.json", acts, at)


def _account(user: Any) -> dict[str, Any]:
    return {
        "id": user.id,
        "name": user.name,
        "email": user.email,
        "joined_at": user.joined_at,
        "last_login_at": user.last_login,
        "addresses": [
            {"email": each.email, "verified": each.verified, "primary": each.primary}
            for each in EmailAddress.objects.filter(user=user).order_by("email")
        ],
        "ways_of_signing_in": [
            {"type": each.type, "made_at": each.created_at, "last_used_at": each.last_used_at}
            for each in Authenticator.objects.filter(user=user).order_by("created_at")
        ],
        "firms": firms_of(user),
        "roles": roles_of(user),
    }


def _seats(user: Any, at: datetime) -> list[Any]:
    if REVIEWER not in roles_of(user):
        return []
    try:
        return list(my_seats(actor=actor_of(user, role=REVIEWER), at=at))
    except Refusal:
        return []
