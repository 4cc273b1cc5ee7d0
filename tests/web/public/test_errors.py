"""Pages for what went wrong work when the database is what went wrong."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from xuzhi.web.public import errors

HEADINGS = {
    "bad_request": (400, "這個請求看不懂"),
    "forbidden": (403, "您沒有這一頁的權限"),
    "not_found": (404, "找不到這一頁"),
    "server_error": (500, "系統出了問題，不是您的操作有誤"),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_without_a_database(name):
    """No database fixture: pytest-django refuses every query here."""
    request = RequestFactory().get("/apply/")
    view = getattr(errors, name)
    response = view(request) if name == "server_error" else view(request, ValueError())
    status, heading = HEADINGS[name]
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.content.decode()


def test_a_refusal_says_why():
    response = errors.forbidden(RequestFactory().get("/"), PermissionDenied("這件案件屬於另一家公司。"))
    assert "這件案件屬於另一家公司。" in response.content.decode()


def test_an_address_cannot_write_on_the_page():
    response = errors.server_error(RequestFactory().get("/<script>/"))
    assert "<script>/" not in response.content.decode()
