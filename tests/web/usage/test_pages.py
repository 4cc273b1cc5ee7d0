"""Usage and ratings in the browser: by file line by line, charts with tables, reasons for the office, one button."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from xuzhi.casework.models import Case
from xuzhi.marketplace.models import ListingVersion, Rating, Subscription, UsageValue
from xuzhi.parties.models import User

from ...programmes.buying import SELLER, buyer, running, set_limits, sold
from ...programmes.market_day import open_market, set_limit
from ...programmes.test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here

pytestmark = [pytest.mark.django_db, pytest.mark.clause("L6.1.1")]

MEASURES = [
    {"code": "runs", "name": "產生的排程", "counts": "times", "every": "day"},
    {"code": "people", "name": "使用的人", "counts": "people", "every": "day"},
]
TEXT = "每天早上排好順序，插單也排得進去。"


def browser_of(actor: Any) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.id))
    return client


@pytest.fixture
def market():
    market = open_market()
    set_limits(market)
    return market


@pytest.fixture
def order(market):
    listing = sold(market)
    version = ListingVersion.objects.get(listing_id=listing)
    ListingVersion.objects.filter(listing_id=listing).update(facts={**version.facts, "solution.measures": MEASURES})
    order = running(market, listing, buyer())
    begun = timezone.localdate() - timedelta(days=40)
    Subscription.objects.filter(id=order).update(from_on=begun)
    return Subscription.objects.get(id=order)


@pytest.fixture
def theirs(market, order):
    return browser_of(market.actor(SELLER))


@pytest.fixture
def mine(order):
    return browser_of(buyer_again(order))


@pytest.fixture
def office(market, order):
    return browser_of(market.officer)


def buyer_again(order: Subscription) -> Any:
    from xuzhi.parties.queries import actor_of, members_of, person_with

    (member,) = members_of(order.buyer_ubn)
    return replace(actor_of(person_with(member.email), firm=order.buyer_ubn), role="buyer")


def day(ago: int) -> str:
    return (timezone.localdate() - timedelta(days=ago)).isoformat()


def send(client: Client, *rows: str) -> Any:
    content = "\n".join(["訂閱編號,期間,計數項目,數值", *rows]).encode()
    return client.post("/apply/usage/", {"file": SimpleUploadedFile("十一月.csv", content)})


def said(response: Any) -> str:
    return response.content.decode()


def test_a_file_is_taken_line_by_line(theirs, order):
    response = send(theirs, f"{order.number},{day(1)},runs,12", f"{order.number},{day(2)},runs,-3",
                    f"SME-000-1,{day(2)},runs,x")  # fmt: skip
    assert response.status_code == 200
    text = said(response)
    assert "第 3 列" in text and "第 4 列" in text and "第 2 列" not in text
    assert "小於 0" in text and "找不到訂閱「SME-000-1」" in text
    assert list(UsageValue.objects.values_list("value", flat=True)) == [12]
    assert "先前已經有了" in said(send(theirs, f"{order.number},{day(1)},runs,12"))
    assert UsageValue.objects.count() == 1


def test_a_line_with_characters_that_cannot_be_seen_is_refused_alone(theirs, order):
    response = send(
        theirs, f"{order.number},{day(1)},runs,12", f"{order.number}\x00,{day(2)},runs\x1f,-3",
        f"{order.number},{day(3)}\x00,runs,4", f"{order.number},{day(4)},runs,\x005",
    )  # fmt: skip
    assert response.status_code == 200
    text = said(response)
    assert "這一列有看不見的控制字元：「訂閱編號」欄（U+0000）、「計數項目」欄（U+001F）。" in text
    assert "「期間」欄（U+0000）" in text and "「數值」欄（U+0000）" in text and "小於 0" not in text
    assert text.count("這一列有看不見的控制字元") == 3 and "第 2 列" not in text
    assert "\x00" not in text and "\x1f" not in text
    assert list(UsageValue.objects.values_list("value", flat=True)) == [12]


def test_a_record_id_that_cannot_be_seen_is_refused_alone(theirs, order):
    content = "訂閱編號,期間,計數項目,數值,紀錄編號\n"
    content += "".join(f"{order.number},{day(ago)},runs,{ago},{name}\n" for ago, name in ((1, "a"), (2, "b\x00\x7f")))
    response = theirs.post("/apply/usage/", {"file": SimpleUploadedFile("十一月.csv", content.encode())})
    assert (response.status_code, "「紀錄編號」欄（U+0000）、「紀錄編號」欄（U+007F）" in said(response)) == (200, True)
    assert list(UsageValue.objects.values_list("value", flat=True)) == [1]


def test_what_is_no_file_is_told(theirs):
    assert "還沒有選檔案" in said(theirs.post("/apply/usage/", {}))
    response = theirs.post("/apply/usage/", {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")})
    assert (response.status_code, "不是可以讀的表格" in said(response)) == (422, True)


def test_the_template_has_what_is_to_be_filled_in(theirs, order):
    lines = b"".join(theirs.get("/apply/usage/template.file?format=csv").streaming_content).decode("utf-8-sig").split()
    assert lines == [
        "訂閱編號,期間,計數項目,數值,紀錄編號",
        f"{order.number},{day(0)},runs,,",
        f"{order.number},{day(0)},people,,",
    ]
    assert theirs.get("/apply/usage/template.file?format=exe").status_code == 404


def test_buyer_and_supplier_see_charts_and_every_record_and_nobody_else(mine, theirs, office, order):
    send(theirs, f"{order.number},{day(2)},runs,12", f"{order.number},{day(1)},runs,9")
    send(theirs, f"{order.number},{day(1)},runs,10")
    for page in (
        mine.get(f"/buy/subscriptions/{order.id}/usage/"),
        theirs.get(f"/apply/subscribers/{order.id}/usage/"),
    ):
        text = said(page)
        assert 'class="chart"' in text and "已由後來的更正取代" in text and "（3 筆）" in text
    text = said(theirs.get(f"/apply/listings/{order.listing_id}/usage/"))
    assert "產生的排程：各訂閱合計" in text and order.number in text
    rows = b"".join(mine.get(f"/buy/subscriptions/{order.id}/usage.file?format=csv").streaming_content).decode()
    assert rows.count("\r\n") == 4
    for client in (office, theirs):
        assert client.get(f"/buy/subscriptions/{order.id}/usage/").status_code in (302, 404)
    assert mine.get(f"/apply/listings/{order.listing_id}/usage/").status_code == 404


def test_the_office_sees_the_reason_drawn_and_opens_an_inspection_with_it(theirs, office, order):
    send(theirs, *(f"{order.number},{day(ago)},people,{4 if ago == 5 else 3}" for ago in range(1, 10)))
    page = said(office.get("/office/usage/"))
    assert "使用紀錄幾天沒有送就標示" in page and "目前沒有標示" in page
    where = f"/office/usage/{order.listing_id}/"
    assert office.post(where + "look/").status_code == 302
    page = said(office.get(where))
    assert "是 4 人，超過 3 個帳號最多可能的 3 人。" in page
    assert "var(--not-met-tint)" in page and "L6.1.1" in page
    opened = office.post(where + "inspect/")
    case = Case.objects.get(kind="inspection")
    assert opened["Location"] == f"/office/cases/{case.id}/"
    history = said(office.get(f"/office/cases/{case.id}/history/"))
    assert "不可能的數字" in history and order.number in history
    office.post(where + "inspect/")
    assert Case.objects.filter(kind="inspection").count() == 1


def test_thresholds_that_are_set_are_looked_for(market, theirs, office, order):
    set_limit(market, "usage_flat_periods", 5)
    send(theirs, *(f"{order.number},{day(ago)},runs,7" for ago in range(1, 8)))
    office.post(f"/office/usage/{order.listing_id}/look/")
    page = said(office.get("/office/usage/"))
    assert "沒有變化" in page and "連續幾期完全相同就標示" not in page


def test_only_the_office_opens_and_looks(mine, theirs, order):
    for client in (mine, theirs):
        for act in ("", "look/", "inspect/"):
            assert client.post(f"/office/usage/{order.listing_id}/{act}").status_code in (302, 403, 405)
    assert not Case.objects.filter(kind="inspection").exists()


def test_a_rating_is_given_shown_and_answered(mine, theirs, order):
    page = f"/buy/subscriptions/{order.id}/rating/"
    refused = mine.post(page, {"text": TEXT})
    assert (refused.status_code, TEXT in said(refused)) == (422, True)
    assert mine.post(page, {"stars": "4", "text": TEXT}).status_code == 302
    board = said(theirs.get("/apply/listings/"))
    assert re.search(r"待回覆的評價</a></dt><dd>1</dd>", board)
    assert TEXT in said(theirs.get("/apply/ratings/"))
    answer = f"/apply/subscribers/{order.id}/rating/"
    assert theirs.post(answer, {"text": ""}).status_code == 422
    assert theirs.post(answer, {"text": "<b>謝謝</b>您"}).status_code == 302
    slug = Case.objects.get(id=order.listing_id).number.lower()
    public = said(Client().get(f"/catalogue/{slug}/"))
    assert TEXT in public and "&lt;b&gt;謝謝&lt;/b&gt;您" in public and order.buyer_name not in public
    assert Rating.objects.count() == 1


def test_the_board_costs_the_same_however_many_subscribe(market, theirs, order, django_assert_max_num_queries):
    theirs.get("/apply/listings/")
    with django_assert_max_num_queries(40) as few:
        theirs.get("/apply/listings/")
    me = buyer_again(order)
    for _ in range(3):
        running(market, order.listing_id, me)
    with django_assert_max_num_queries(len(few.captured_queries)):
        theirs.get("/apply/listings/")
