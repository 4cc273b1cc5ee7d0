"""People and firms for the tests of this room; only its own projector is connected."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.reactions import connected_only
from xuzhi.parties.models import User
from xuzhi.parties.operations import add_person, register_firm
from xuzhi.parties.projectors import PROJECTOR

AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)
UBN = "24549210"


@pytest.fixture(autouse=True)
def only_this_room() -> Iterator[None]:
    with connected_only([PROJECTOR]):
        yield


@pytest.fixture
def owner(db: None) -> User:
    return add_person("lin@chenguang.example.tw", "林怡君", at=AT)


@pytest.fixture
def colleague(db: None) -> User:
    return add_person("chen@chenguang.example.tw", "陳柏宇", at=AT)


@pytest.fixture
def firm(owner: User) -> str:
    return register_firm(
        UBN,
        "晨光智慧股份有限公司",
        owner=owner,
        contact_email="service@chenguang.example.tw",
        county="臺中市",
        actor=as_person(owner),
        at=AT,
    )


def as_person(user: User, firm: str | None = None) -> Actor:
    return Actor.person(str(user.id), user.name, "applicant", firm)
