"""People and firms for the tests of this room; only its own projector is connected.

Rooms are imported inside the fixtures: pytest may read this file before Django is up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .people import AT, UBN, as_person

if TYPE_CHECKING:
    from xuzhi.parties.models import User


@pytest.fixture(autouse=True)
def only_this_room() -> Iterator[None]:
    from xuzhi.ledger.reactions import connected_only
    from xuzhi.parties.projectors import PROJECTOR

    with connected_only([PROJECTOR]):
        yield


@pytest.fixture
def owner(db: None) -> User:
    from xuzhi.parties.operations import add_person

    return add_person("lin@chenguang.example.tw", "林怡君", at=AT)


@pytest.fixture
def colleague(db: None) -> User:
    from xuzhi.parties.operations import add_person

    return add_person("chen@chenguang.example.tw", "陳柏宇", at=AT)


@pytest.fixture
def firm(owner: User) -> str:
    from xuzhi.parties.operations import register_firm

    return register_firm(
        UBN,
        "晨光智慧股份有限公司",
        owner=owner,
        contact_email="service@chenguang.example.tw",
        county="臺中市",
        actor=as_person(owner),
        at=AT,
    )
