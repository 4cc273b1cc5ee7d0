"""Keys and webhooks in the browser: shown once, for owners."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from xuzhi.marketplace.connections.projector import CONNECTIONS
from xuzhi.marketplace.models import ApiKey, Webhook
from xuzhi.parties.projectors import PROJECTOR

from .browsing import AT, UBN, send, sign_in


@pytest.fixture(autouse=True)
def following(fresh: None):
    from xuzhi.ledger.reactions import connected_only

    with connected_only([PROJECTOR, CONNECTIONS]):
        yield


@pytest.fixture
def browser(firm: str, owner: Any) -> Client:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, owner)
    return client


def page(browser: Client, where: str) -> str:
    response = browser.get(where)
    assert response.status_code == 200
    return response.content.decode()


def test_a_key_is_shown_once_and_can_be_revoked(browser: Client) -> None:
    where = f"/account/firms/{UBN}/keys/"
    assert "還沒有金鑰" in page(browser, where)
    wrong = send(browser, where, {"name": "訂單系統", "valid_days": "30"})
    assert wrong.status_code == 422 and "訂單系統" in wrong.content.decode()
    made = send(browser, where, {"name": "訂單系統", "scopes": ["orders:read"], "valid_days": "30"})
    found = re.search(r'id="made-key">(xz_[^<]+)<', made.content.decode())
    assert found is not None and "no-store" in made["Cache-Control"]
    assert Client().get("/api/v1/orders", headers={"Authorization": f"Bearer {found[1]}"}).status_code == 200
    again = page(browser, where)
    assert found[1] not in again and "訂單系統" in again
    key = ApiKey.objects.get()
    send(browser, f"{where}{key.id}/revoke/", page=where)
    assert "已撤銷" in page(browser, where)
    assert Client().get("/api/v1/orders", headers={"Authorization": f"Bearer {found[1]}"}).status_code == 401


def test_a_webhook_is_registered_tried_rotated_and_removed(browser: Client) -> None:
    where = f"/account/firms/{UBN}/webhooks/"
    refused = send(browser, where, {"url": "http://10.0.0.1/", "topics": ["order.placed"]})
    assert refused.status_code == 422 and "http://10.0.0.1/" in refused.content.decode()
    made = send(browser, where, {"url": "https://hooks.example/x", "topics": ["order.placed", "complaint.opened"]})
    secret = re.search(r'id="secret">(whsec_[^<]+)<', made.content.decode())
    assert secret is not None
    hook = Webhook.objects.get()
    one = f"{where}{hook.id}/"
    assert secret[1] not in page(browser, one) and "還沒有訊息" in page(browser, one)
    send(browser, f"{one}try/", page=one)
    assert "等待送出" in page(browser, one)
    rotated = re.search(r'id="secret">(whsec_[^<]+)<', send(browser, f"{one}rotate/", page=one).content.decode())
    assert rotated is not None and rotated[1] != secret[1]
    send(browser, f"{one}remove/", page=one)
    assert browser.get(one).status_code == 404


def test_others_see_nothing_and_colleagues_change_nothing(browser: Client, colleague: Any, firm: str) -> None:
    from xuzhi.parties.operations import accept_invitation, add_person, invite_member
    from xuzhi.parties.queries import actor_of

    where = f"/account/firms/{UBN}/keys/"
    stranger = Client()
    stranger.force_login(add_person("x@x.test", "外人", at=AT))
    for path in ("keys/", "webhooks/"):
        assert stranger.get(f"/account/firms/{UBN}/{path}").status_code == 404
    owner = Client()
    from xuzhi.parties.models import User

    by = User.objects.get(email="lin@chenguang.example.tw")
    sent = invite_member(UBN, colleague.email, by=by, actor=actor_of(by), at=AT)
    accept_invitation(sent.token, colleague, actor=actor_of(colleague), at=AT)
    owner.force_login(colleague)
    assert "請由公司的管理者辦理" in page(owner, where)
    refused = owner.post(where, {"name": "x", "scopes": ["orders:read"], "valid_days": "3"})
    assert refused.status_code == 422 and ApiKey.objects.count() == 0


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_the_page_about_the_api(db: None, language: str) -> None:
    text = Client().get("/api/", headers={"Accept-Language": language}).content.decode()
    assert "orders:write" in text and "webhook-signature" in text and "/api/v1/openapi.json" in text
    assert ("還沒有設定" if language == "zh-hant" else "has not set") in text
