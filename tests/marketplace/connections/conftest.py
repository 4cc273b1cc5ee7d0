"""A firm with its owner and a colleague, and programs of theirs that are to be connected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI

AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)
UBN, OTHER_UBN = "24549210", "22099131"


@dataclass
class People:
    owner: Any
    colleague: Any
    stranger: Any
    actor: Actor


@pytest.fixture(autouse=True)
def only_the_catalogue() -> None:
    """All read models follow the events here."""


def settle() -> People:
    from xuzhi.parties.operations import accept_invitation, add_person, invite_member, register_firm
    from xuzhi.parties.queries import actor_of

    people = [add_person(f"{name}@firm.test", name, at=AT) for name in ("owner", "colleague", "stranger")]
    owner, colleague, stranger = people
    for ubn, name, person in ((UBN, "晨光", owner), (OTHER_UBN, "暮色", stranger)):
        register_firm(ubn, name, owner=person, contact_email=person.email, actor=actor_of(person), at=AT)
    sent = invite_member(UBN, colleague.email, by=owner, actor=actor_of(owner), at=AT)
    accept_invitation(sent.token, colleague, actor=actor_of(colleague), at=AT)
    return People(owner, colleague, stranger, actor_of(owner, firm=UBN))


@pytest.fixture
def people(db: None) -> People:
    return settle()
