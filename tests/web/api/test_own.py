"""What needs a key: one's own cases, files, orders, usage and data; others' things are not there."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.utils import timezone

from xuzhi.casework.models import Case
from xuzhi.marketplace.models import Subscription, UsageRecord
from xuzhi.marketplace.operations.register_webhook import register_webhook
from xuzhi.marketplace.operations.try_webhook import try_webhook

from .conftest import Program, Scene


def codes(response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_without_a_key_or_with_a_wrong_one_nothing_opens(scene: Scene) -> None:
    for path in ("cases", "orders", "own-data", f"cases/{scene.listing_id}/documents"):
        nobody = Program().get(path)
        assert codes(nobody) == (401, "web/api.no_key") and nobody["WWW-Authenticate"].startswith("Bearer")
        wrong = Program("xz_wrong").get(path)
        assert codes(wrong) == (401, "marketplace/connections.key_unknown")
    assert codes(Program("xz_wrong").get("catalogue"))[0] == 401


def test_a_key_does_only_what_it_was_made_for(scene: Scene) -> None:
    reader = scene.supplier("cases:read")
    assert reader.get("cases").status_code == 200
    for path in ("orders", f"cases/{scene.listing_id}/documents", "own-data"):
        refused = reader.get(path)
        assert codes(refused) == (403, "web/api.scope_missing")
    assert codes(reader.post("usage", {"records": [{}]})) == (403, "web/api.scope_missing")


def test_cases_documents_and_receipt_of_ones_own_firm(scene: Scene) -> None:
    supplier, shop = scene.supplier(), scene.shop()
    listed = supplier.get("cases").json()["items"]
    numbers = set(Case.objects.filter(firm_ubn=scene.seller.firm).values_list("number", flat=True))
    assert {each["number"] for each in listed} == numbers
    one = supplier.get(f"cases/{scene.listing_id}").json()
    assert (one["stage"], one["kind"]) == ("listed", "solution")
    assert supplier.get(f"cases/{scene.listing_id}/receipt").status_code == 200
    files = supplier.get(f"cases/{scene.listing_id}/documents").json()["items"]
    assert files
    got = supplier.get(f"cases/{scene.listing_id}/documents/{files[0]['id']}")
    assert b"".join(got.streaming_content) and got["Content-Disposition"].startswith("attachment")
    assert got["Cache-Control"] == "private, no-store"
    for path in ("", "/receipt", "/documents", f"/documents/{files[0]['id']}"):
        assert shop.get(f"cases/{scene.listing_id}{path}").status_code == 404
    assert supplier.get(f"cases/{uuid.uuid4()}").status_code == 404
    assert supplier.get(f"cases/{scene.listing_id}/documents/{uuid.uuid4()}").status_code == 404


def test_pages_of_cases_do_not_move(scene: Scene) -> None:
    supplier = scene.supplier()
    first = supplier.get("cases", {"limit": 1}).json()
    second = supplier.get("cases", {"limit": 1, "cursor": first["next"]}).json()
    assert first["items"][0]["id"] != second["items"][0]["id"] and second["next"] is None


def test_an_order_placed_accepted_used_and_ended(scene: Scene) -> None:
    shop, supplier = scene.shop(), scene.supplier()
    placed = shop.post("orders", scene.wish(), Idempotency_Key="o-1")
    assert placed.status_code == 201, placed.json()
    order = placed.json()
    assert (order["state"], order["role"], order["buyer_ubn"]) == ("ordered", "buyer", scene.buyer.firm)
    assert placed["Location"] == f"/api/v1/orders/{order['id']}"
    again = shop.post("orders", scene.wish(), Idempotency_Key="o-1")
    assert (again.status_code, again.json()["id"], again["Idempotency-Replayed"]) == (201, order["id"], "true")
    other = shop.post("orders", scene.wish(**{"order.seats": "4"}), Idempotency_Key="o-1")
    assert codes(other) == (422, "marketplace/connections.idempotency_key_reused")
    assert Subscription.objects.count() == 1
    (seen,) = supplier.get("orders", {"role": "supplier", "state": "ordered"}).json()["items"]
    assert (seen["id"], seen["role"]) == (order["id"], "supplier")
    assert supplier.get("orders", {"role": "buyer"}).json()["items"] == []
    assert codes(shop.post(f"orders/{order['id']}/accept", {})) == (404, "casework.not_yours")
    accepted = supplier.post(f"orders/{order['id']}/accept", {})
    assert (accepted.status_code, accepted.json()["state"]) == (200, "running")
    twice = supplier.post(f"orders/{order['id']}/accept", {})
    assert twice.status_code == 409
    ended = shop.post(f"orders/{order['id']}/end", {"reason": "不再需要"})
    assert ended.json()["state"] == "ended"
    assert codes(supplier.post(f"orders/{order['id']}/end", {"reason": "x"})) == (409, "marketplace.ended_already")


def test_an_order_that_cannot_be_placed_says_everything_at_once(scene: Scene) -> None:
    shop = scene.shop()
    wrong = shop.post("orders", scene.wish(**{"order.seats": "many", "order.contact_name": ""}))
    assert codes(wrong) == (422, "marketplace.answers_wrong")
    assert {each["pointer"] for each in wrong.json()["errors"]} >= {"#/answers/order.seats"}
    assert codes(shop.post("orders", scene.wish(**{"order.plan": "沒有這個"})))[0] in (409, 422)
    wish = scene.wish()
    scene.step("suspend")
    assert codes(shop.post("orders", wish)) == (410, "marketplace.listing_gone")
    assert Subscription.objects.count() == 0 and not Case.objects.filter(firm_ubn=scene.buyer.firm).exists()


@pytest.mark.clause("L4.E5", "L6.2.3")
def test_tiers_stand_with_plan_and_contract_and_a_change_of_them_is_noticed(scene: Scene) -> None:
    tier = {"plan": "小店方案", "measure": "runs", "above": 100, "per": 50, "price_twd": 120, "remainder": "started"}
    scene.charge("runs", tier)
    shop, told = scene.shop(), {"measure": "runs", "name": "排班", "above": "100", "per": "50", "price_twd": 120,
                                "remainder": "started"}  # fmt: skip
    plans = {each["name"]: each for each in shop.get(f"catalogue/{scene.listing.slug}").json()["plans"]}
    assert [plans[name]["usage_tiers"] for name in ("小店方案", "團隊方案")] == [[told], []]
    wish = scene.wish()
    placed = shop.post("orders", wish).json()
    assert placed["term"]["usage_tiers"] == [told]
    scene.charge("runs", {**tier, "price_twd": 130}, version=2)
    refused = shop.post("orders", wish)
    assert codes(refused) == (409, "marketplace.plan_changed")
    assert "每 50 次 120 元" in refused.json()["detail"] and "每 50 次 130 元" in refused.json()["detail"]
    assert shop.get(f"orders/{placed['id']}").json()["term"]["usage_tiers"] == [told], "what was ordered stays"


def test_a_declined_order_needs_a_reason(scene: Scene) -> None:
    shop, supplier = scene.shop(), scene.supplier()
    order = shop.post("orders", scene.wish()).json()["id"]
    invalid = supplier.post(f"orders/{order}/decline", {})
    assert (invalid.status_code, invalid.json()["errors"][0]["pointer"]) == (422, "#/reason")
    declined = supplier.post(f"orders/{order}/decline", {"reason": "離島無法導入"})
    assert declined.json()["state"] == "fell_through"


def test_usage_is_kept_once_corrected_and_refused_line_by_line(scene: Scene) -> None:
    shop, supplier = scene.shop(), scene.supplier()
    order = shop.post("orders", scene.wish(**{"order.starts_on": timezone.localdate().isoformat()})).json()
    supplier.post(f"orders/{order['id']}/accept", {})
    scene.count("schedules")
    today = timezone.localdate().isoformat()
    record = {
        "subscription": order["number"], "period": today, "measure": "schedules", "value": 7, "record_id": "r1",
    }  # fmt: skip
    first = supplier.post("usage", {"records": [record]})
    assert (first.status_code, first.json()["kept"]) == (200, 1), first.json()
    again = supplier.post("usage", {"records": [record]}).json()
    assert (again["kept"], again["same"]) == (0, 1)
    assert UsageRecord.objects.count() == 1
    mixed = supplier.post("usage", {"records": [{**record, "value": 9, "record_id": "r2"}, {**record, "value": -1}]})
    assert (mixed.json()["corrected"], mixed.json()["refused"]) == (1, 1)
    assert mixed.json()["lines"][1]["errors"][0]["clause"] == "L6.1.1"
    refused = supplier.post("usage", {"records": [{**record, "value": "x"}]})
    assert codes(refused) == (422, "web/api.no_record_kept")
    assert (refused.json()["clause"], refused.json()["errors"][0]["pointer"]) == ("L6.1.1", "#/records/0")
    others = shop.post("usage", {"records": [record]})
    assert codes(others) == (422, "web/api.no_record_kept")


def packed(response) -> zipfile.ZipFile:
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "private, no-store")
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def document(response) -> dict:
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/json", "private, no-store")
    return json.loads(b"".join(response.streaming_content))


def test_own_data_is_the_page_s_whole_with_files_and_hashes(scene: Scene) -> None:
    supplier, shop = scene.supplier(), scene.shop()
    number = shop.post("orders", scene.wish()).json()["number"]
    browser = Client()
    browser.force_login(scene.seller_owner)
    archive, told = packed(supplier.get("own-data.zip")), document(supplier.get("own-data"))
    page = packed(browser.get(f"/account/data/firms/{scene.seller.firm}.zip"))
    assert archive.testzip() is None and archive.namelist() == page.namelist()
    assert {name: archive.read(name) for name in archive.namelist()[:-1]} == {
        name: page.read(name) for name in page.namelist()[:-1]
    }
    listed = json.loads(archive.read("manifest.json"))["files"]
    assert [(each["path"], each["sha256"]) for each in listed] == [
        (name, sha256(archive.read(name)).hexdigest()) for name in archive.namelist()[:-1]
    ]
    data = [name for name in archive.namelist()[:-1] if name.endswith(".json") and not name.startswith("files/")]
    assert told == {name: json.loads(archive.read(name)) for name in data}
    own = set(Case.objects.filter(firm_ubn=scene.seller.firm).values_list("number", flat=True)) | {number}
    assert {name for name in told if name.startswith("cases/")} == {f"cases/{each}.json" for each in own}
    files = {line["path"] for name in told if name.startswith("cases/") for line in told[name]["files"]}
    letters = {f"letters/{each['number']}.pdf" for each in told["letters.json"] if each["has_letter"]}
    assert files | letters == {name for name in archive.namelist() if name.startswith(("files/", "letters/"))}
    assert files and letters
    assert told["firm.json"]["firm"]["ubn"] == scene.seller.firm
    assert [each["number"] for each in told["subscriptions.json"]["sold"]] == [number]


def test_own_data_has_what_was_told_to_webhooks_and_no_secret(scene: Scene) -> None:
    who = {"by": scene.seller_owner, "actor": scene.seller, "at": timezone.now()}
    made = register_webhook(scene.seller.firm, "http://127.0.0.1:9/x", ("order.placed",), loopback=True, **who)
    message = try_webhook(scene.seller.firm, made.id, **who)
    supplier = scene.supplier()
    firm = document(supplier.get("own-data"))["firm.json"]
    assert [(each["id"], each["webhook_id"], each["topic"], each["data"]) for each in firm["webhook_messages"]] == [
        (str(message), str(made.id), "webhook.ping", {"webhook_id": str(made.id)})
    ]
    assert [each["url"] for each in firm["webhooks"]] == ["http://127.0.0.1:9/x"]
    everything = json.dumps(firm)
    assert made.secret not in everything and supplier.key not in everything
    assert document(scene.shop().get("own-data"))["firm.json"]["webhook_messages"] == []


def test_own_data_has_nothing_of_others(scene: Scene) -> None:
    told = document(scene.shop().get("own-data"))
    assert set(told) == {"firm.json", "letters.json", "listings.json", "subscriptions.json", "ratings.json"}
    assert (told["letters.json"], told["listings.json"]) == ([], [])
    assert told["subscriptions.json"] == {"bought": [], "sold": []}
    assert told["ratings.json"] == {"given": [], "received": []}
    assert told["firm.json"]["firm"]["ubn"] == scene.buyer.firm
    everything = json.dumps(told, ensure_ascii=False)
    numbers = Case.objects.filter(firm_ubn=scene.seller.firm).values_list("number", flat=True)
    assert scene.seller.firm not in everything and not any(number in everything for number in numbers)


def test_a_session_reads_and_acts_only_with_its_token(scene: Scene) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.buyer_owner)
    assert browser.get("/api/v1/orders").json() == {"items": [], "next": None}
    content = json.dumps(scene.wish())
    refused = browser.post("/api/v1/orders", content, content_type="application/json")
    assert codes(refused) == (403, "web/api.csrf")
    browser.get("/account/name/")
    token = browser.cookies["csrftoken"].value
    placed = browser.post("/api/v1/orders", content, content_type="application/json", headers={"X-CSRFToken": token})
    assert placed.status_code == 201


def test_a_person_without_a_firm_is_told_so(scene: Scene) -> None:
    from xuzhi.parties.operations import add_person

    browser = Client()
    browser.force_login(add_person("nobody@firm.test", "無", at=scene.day.AT))
    assert codes(browser.get("/api/v1/cases")) == (403, "web/api.no_firm")


def test_a_key_that_runs_out_or_is_revoked_closes_at_once(scene: Scene) -> None:
    from xuzhi.marketplace.operations.revoke_key import revoke_key
    from xuzhi.marketplace.queries.connections import keys_of

    supplier = scene.supplier()
    assert supplier.get("cases").status_code == 200
    (line,) = keys_of(scene.seller.firm, timezone.now())
    assert timezone.now() - line.used_at < timedelta(minutes=1)
    revoke_key(scene.seller.firm, line.id, by=scene.seller_owner, actor=scene.seller, at=timezone.now())
    assert supplier.get("cases").status_code == 401
