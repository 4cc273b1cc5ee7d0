"""People with passwords, and a browser that checks the token of every form as a real one must."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.reactions import connected_only
from xuzhi.parties.operations import add_person, register_firm
from xuzhi.parties.projectors import PROJECTOR as PARTIES

AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)
UBN = "24549210"
PASSWORD = "晨光裡的第一班車 0612"


@pytest.fixture(autouse=True)
def fresh(db: None) -> Iterator[None]:
    """No attempt is remembered from another test; only the read models of this room follow."""
    cache.clear()
    with connected_only([PARTIES]):
        yield


@pytest.fixture
def owner() -> Any:
    return add_person("lin@chenguang.example.tw", "林怡君", password=PASSWORD, at=AT)


@pytest.fixture
def colleague() -> Any:
    return add_person("chen@chenguang.example.tw", "陳柏宇", password=PASSWORD, at=AT)


@pytest.fixture
def firm(owner: Any) -> str:
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


def send(browser: Client, where: str, data: dict[str, Any] | None = None, **headers: Any) -> Any:
    """Open the page, take its token, send the form; `where` may differ from the page by `page`."""
    page = headers.pop("page", where)
    browser.get(page)
    token = browser.cookies["csrftoken"].value
    return browser.post(where, {**(data or {}), "csrfmiddlewaretoken": token}, **headers)


def sign_in(browser: Client, user: Any, after: str = "") -> Any:
    address = "/account/login/" + (f"?next={after}" if after else "")
    data = {"login": user.email, "password": PASSWORD} | ({"next": after} if after else {})
    response = send(browser, "/account/login/", data, page=address)
    assert response.status_code == 302, response.content.decode()
    return response
