"""What a person and a firm take away: exactly what is theirs, and nothing of others."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from xuzhi.casework.models import Case
from xuzhi.console.demo.content import firms
from xuzhi.documents.models import FileRow
from xuzhi.marketplace.operations.rate_subscription import rate_subscription
from xuzhi.parties.queries import person_with

from ...programmes.buying import SELLER, buyer, ordered, running, set_limits, sold
from ...programmes.market_day import AT, Market, open_market
from ...programmes.test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here

pytestmark = pytest.mark.django_db
OTHER = "大順連鎖餐飲股份有限公司"


@pytest.fixture
def market() -> Market:
    market = open_market()
    set_limits(market)
    return market


def browser(email: str) -> Client:
    client = Client()
    client.force_login(person_with(email))
    return client


def taken(client: Client, address: str) -> zipfile.ZipFile:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200, "application/zip", "private, no-store",
    )  # fmt: skip
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def read(packed: zipfile.ZipFile, path: str):
    return json.loads(packed.read(path))


@pytest.mark.clause("L4.E6")
def test_a_firm_takes_all_that_is_its_own_and_nothing_of_others(market: Market) -> None:
    listing = sold(market)
    me, neighbour = buyer(), buyer(firms()[OTHER])
    mine, theirs = running(market, listing, me), ordered(listing, neighbour)
    rate_subscription(mine, 5, "用了幾天，很順手，謝謝。", actor=me, at=AT + timedelta(days=2))
    packed = taken(browser(firms()["巷子口小吃店有限公司"].email), f"/account/data/firms/{me.firm}.zip")
    number = Case.objects.get(id=mine).number
    names = packed.namelist()
    assert packed.testzip() is None
    assert [name for name in names if name.startswith("cases/")] == [f"cases/{number}.json"]
    letters = read(packed, "letters.json")
    assert sorted(name for name in names if name.startswith("letters/")) == sorted(
        f"letters/{each['number']}.pdf" for each in letters if each["has_letter"]
    )
    assert set(names) - {name for name in names if "/" in name} == {
        "README.txt", "firm.json", "letters.json", "listings.json", "subscriptions.json", "ratings.json",
        "manifest.json",
    }  # fmt: skip
    case = read(packed, f"cases/{number}.json")
    answers = {each["question"]: each["value"] for each in case["answers"]}
    assert (answers["order.contact_name"], answers["order.note"], case["side"]) == (
        "陳小姐",
        "先從門市開始用",
        "applicant",
    )
    bought = read(packed, "subscriptions.json")["bought"]
    assert [each["number"] for each in bought] == [number]
    assert [each["stars"] for each in read(packed, "ratings.json")["given"]] == [5]
    everything = b"".join(packed.read(name) for name in names if name.endswith(".json")).decode()
    assert firms()[OTHER].ubn not in everything and OTHER not in everything
    assert Case.objects.get(id=theirs).number not in everything


@pytest.mark.clause("L4.E6")
def test_a_supplier_takes_its_cases_with_every_file_and_the_orders_it_was_sent_also_once_removed(
    market: Market,
) -> None:
    listing = sold(market)
    me = buyer()
    running(market, listing, me)
    Case.objects.filter(id=listing).update(stage="removed", ended_at=AT)
    firm = firms()[SELLER]
    packed = taken(browser(firm.email), f"/account/data/firms/{firm.ubn}.zip")
    held = Case.objects.filter(firm_ubn=firm.ubn) | Case.objects.filter(respondent_ubn=firm.ubn)
    assert {name for name in packed.namelist() if name.startswith("cases/")} == {
        f"cases/{case.number}.json" for case in held
    }
    lines = [line for case in held for line in read(packed, f"cases/{case.number}.json")["files"]]
    assert {line["path"] for line in lines} == {name for name in packed.namelist() if name.startswith("files/")}
    sizes = {row.sha256: row.size for row in FileRow.objects.all()}
    assert lines and all(len(packed.read(line["path"])) == sizes[line["sha256"]] for line in lines)
    assert [each["buyer_ubn"] for each in read(packed, "subscriptions.json")["sold"]] == [me.firm]


def test_a_person_takes_account_and_acts_but_no_secret(market: Market) -> None:
    me = buyer()
    email = firms()["巷子口小吃店有限公司"].email
    packed = taken(browser(email), "/account/data/person.zip")
    assert packed.namelist() == ["README.txt", "account.json", "acts.json", "manifest.json"]
    account = read(packed, "account.json")
    assert (account["id"], account["email"], [each["ubn"] for each in account["firms"]]) == (me.id, email, [me.firm])
    assert [each["act"] for each in read(packed, "acts.json")] == ["FirmRegistered", "MemberJoined"]
    assert person_with(email).password not in packed.read("account.json").decode()


def test_another_firm_is_not_there_and_nobody_gets_anything_without_signing_in(market: Market) -> None:
    buyer()
    client = browser(firms()["巷子口小吃店有限公司"].email)
    assert client.get(f"/account/data/firms/{firms()[SELLER].ubn}.zip").status_code == 404
    assert client.get("/account/data/").status_code == 200
    for address in ("/account/data/", "/account/data/person.zip", f"/account/data/firms/{UUID(int=0)}.zip"):
        assert Client().get(address).status_code == 302
