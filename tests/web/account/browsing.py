"""How a person uses a page in these tests: open it, take its token, send its form."""

from datetime import datetime
from typing import Any

from django.test import Client

from xuzhi.kernel.roc import TAIPEI

AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)
UBN = "24549210"
PASSWORD = "晨光裡的第一班車 0612"


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
