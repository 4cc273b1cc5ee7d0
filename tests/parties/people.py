"""The moment, the firm's number and the actor that the tests of this room share."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI

if TYPE_CHECKING:
    from xuzhi.parties.models import User

AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)
UBN = "24549210"


def as_person(user: User, firm: str | None = None) -> Actor:
    return Actor.person(str(user.id), user.name, "applicant", firm)
