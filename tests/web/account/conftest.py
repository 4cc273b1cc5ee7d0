"""People with passwords, and a browser that checks the token of every form as a real one must.

Rooms are imported inside the fixtures: pytest may read this file before Django is up.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from .browsing import AT, PASSWORD, UBN


@pytest.fixture(autouse=True)
def fresh(db: None) -> Iterator[None]:
    """No attempt is remembered from another test; only the read models of this room follow."""
    from django.core.cache import cache

    from xuzhi.ledger.reactions import connected_only
    from xuzhi.parties.projectors import PROJECTOR

    cache.clear()
    with connected_only([PROJECTOR]):
        yield


@pytest.fixture
def owner() -> Any:
    from xuzhi.parties.operations import add_person

    return add_person("lin@chenguang.example.tw", "林怡君", password=PASSWORD, at=AT)


@pytest.fixture
def colleague() -> Any:
    from xuzhi.parties.operations import add_person

    return add_person("chen@chenguang.example.tw", "陳柏宇", password=PASSWORD, at=AT)


@pytest.fixture
def firm(owner: Any) -> str:
    from xuzhi.kernel.actor import Actor
    from xuzhi.parties.operations import register_firm

    return register_firm(
        UBN,
        "晨光智慧股份有限公司",
        owner=owner,
        contact_email="service@chenguang.example.tw",
        county="臺中市",
        actor=Actor.person(str(owner.id), owner.name, "applicant"),
        at=AT,
    )


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)
