"""A supplier's program does the supplier's work: told of an order by a signed message, it accepts and sends usage."""

from __future__ import annotations

import base64
import hashlib
import hmac
import importlib
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from .running import wait_for
from .walking import today

SELLER, OFFER = "倉位智慧", "倉位排兵"
SHOP = "永興金屬工業股份有限公司"
SMALL = "小店方案"


class Program:
    """The supplier's own program, which knows nothing but the address of the site and its key."""

    def __init__(self, address: str, key: str = "") -> None:
        self.address, self.key = address, key

    def ask(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any, Any]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.key:
            named["Authorization"] = f"Bearer {self.key}"
        if body is not None:
            named["Content-Type"] = "application/json"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", data=data, headers=named)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.headers, json.load(error)


def holds(secret: str, message: dict[str, Any]) -> bool:
    """Whether the signature is right, worked out from what docs/api.md says."""
    headers = message["headers"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{message['body']}".encode()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, each) for each in headers["webhook-signature"].split())


@pytest.mark.clause("L6.1.1")
def test_from_the_key_to_the_message(site: Any, walk: Any, worker: None, tmp_path: Path) -> None:
    receiving = importlib.import_module("...marketplace.connections.receiving", __name__).receiving
    seller_firm = site.do("firm", key=SELLER, days_ago=60)
    site.do("supplier_approved", key=SELLER, days_ago=60)
    slug = site.do("solution_listed", key=SELLER, offer=OFFER, days_ago=20)
    shop_mail = site.do("firm", key=SHOP)["email"]
    seller, shop = walk(), walk()

    seller.sign_in(seller_firm["email"])
    seller.go(f"/account/firms/{seller_firm['ubn']}/")
    seller.follow("API 金鑰")
    seller.main.get_by_label("用途").fill("訂單系統")
    for scope in ("讀取訂購與訂閱", "訂購、接受或不接受訂購", "送出使用紀錄"):
        seller.main.get_by_label(scope).check()
    seller.press("製作金鑰")
    program = Program(site.address, seller.main.locator("#made-key").inner_text())
    assert program.ask("orders")[0] == 200

    with receiving(tmp_path) as receiver:
        seller.go(f"/account/firms/{seller_firm['ubn']}/webhooks/")
        seller.main.get_by_label("接收通知的網址").fill(receiver.url)
        for topic in ("有企業送出訂購", "訂閱開始"):
            seller.main.get_by_label(topic).check()
        seller.press("登錄")
        secret = seller.main.locator("#secret").inner_text()

        shop.sign_in(shop_mail)
        shop.go(f"/catalogue/{slug}/")
        shop.follow("訂購")
        shop.main.get_by_role("radio", name=SMALL).check()
        shop.main.get_by_label("使用者帳號").first.fill("3")
        shop.main.get_by_label("訂閱期間").first.fill("12")
        shop.main.get_by_label("聯絡信箱").first.fill(shop_mail)
        shop.press("看金額與條款")
        shop.main.get_by_role("checkbox").check()
        shop.press("送出訂購")
        shop.page.wait_for_url(lambda url: "/buy/subscriptions/" in url)

        placed = wait_for(lambda: receiver.got, "message of the order")[0]
        assert holds(secret, placed) and not holds("whsec_" + base64.b64encode(b"x" * 32).decode(), placed)
        told = json.loads(placed["body"])
        assert (told["type"], told["data"]["state"]) == ("order.placed", "ordered")
        order = told["data"]["order_id"]

        status, _, accepted = program.ask(f"orders/{order}/accept", {}, Idempotency_Key="accept-1")
        assert (status, accepted["state"]) == (200, "running"), accepted
        status, headers, again = program.ask(f"orders/{order}/accept", {}, Idempotency_Key="accept-1")
        assert (status, again, headers["Idempotency-Replayed"]) == (200, accepted, "true")
        started = wait_for(lambda: receiver.got[1:], "message of the subscription")[0]
        assert holds(secret, started) and json.loads(started["body"])["type"] == "subscription.started"

        measures = program.ask(f"catalogue/{slug}")[2]["facts"]["solution.measures"]
        record = {
            "subscription": told["data"]["number"],
            "period": today().isoformat(),
            "measure": next(each["code"] for each in measures if each["every"] == "day"),
            "value": 7,
            "record_id": "day-1",
        }
        first = program.ask("usage", {"records": [record]})
        second = program.ask("usage", {"records": [record]})
        assert (first[0], first[2]["kept"], second[2]["kept"], second[2]["same"]) == (200, 1, 0, 1), first
        refused = program.ask("usage", {"records": [{**record, "value": -1, "record_id": "day-2"}]})
        assert (refused[0], refused[2]["clause"]) == (422, "L6.1.1")

        seller.go(f"/account/firms/{seller_firm['ubn']}/webhooks/")
        seller.follow(receiver.url)
        text = seller.text()
        assert text.count("已送達") == 2 and "有企業送出訂購" in text and "訂閱開始" in text

    seller.go(f"/account/firms/{seller_firm['ubn']}/keys/")
    seller.main.get_by_role("button", name="撤銷").click()
    seller.page.get_by_text("已經撤銷").first.wait_for()
    assert program.ask("orders")[0] == 401
