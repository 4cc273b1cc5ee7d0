"""Orders and subscriptions in the browser, from both sides: nothing typed is lost, and nobody else sees anything."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from xuzhi.casework.models import Case
from xuzhi.console.demo.content import firms
from xuzhi.marketplace.models import Listing, ListingSearch, ListingVersion, Subscription
from xuzhi.parties.models import User

from ...programmes.buying import SELLER, SMALL, TEAM, buyer, running, set_limits, sold, wish
from ...programmes.market_day import open_market
from ...programmes.test_inspection import _own_folder  # noqa: F401  a fixture that holds for every test here

pytestmark = pytest.mark.django_db


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
def listing(market):
    return Listing.objects.get(id=sold(market))


@pytest.fixture
def me(market):
    return buyer()


@pytest.fixture
def mine(me):
    return browser_of(me)


@pytest.fixture
def theirs(market, listing):
    return browser_of(market.actor(SELLER))


def typed(plan: str = SMALL, **changes: str) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    values = wish(plan, **{"order.starts_on": today, **changes})
    return {f"answer:{name}": value for name, value in values.items()}


def said(response: Any) -> str:
    return response.content.decode()


def send(browser: Client, listing: Listing, **changes: str) -> Any:
    sent = {**typed(), "seen": str(listing.version), "act": "send", "key": "k", **changes}
    return browser.post(f"/buy/order/{listing.slug}/", sent)


@pytest.mark.clause("L4.E5", "L9.2")
def test_an_order_is_filled_in_looked_over_and_sent(listing, me, mine):
    where = f"/buy/order/{listing.slug}/"
    page = said(mine.get(where))
    assert all(each in page for each in (SMALL, TEAM, "看金額與條款", me.name))
    check = mine.post(where, {**typed(), "seen": "1"})
    assert check.status_code == 200
    for each in ("送出前確認", "每期含稅", "期滿日", "提前終止與退費", "由雙方自負", "陳小姐"):
        assert each in said(check)
    answer = send(mine, listing)
    order = Case.objects.get(kind="order")
    assert (answer.status_code, answer["Location"]) == (302, f"/buy/subscriptions/{order.id}/")
    assert send(mine, listing)["Location"] == answer["Location"], "a second press is the same order"
    page = said(mine.get(answer["Location"]))
    for each in ("等供應商回覆", "現在輪到供應商", "取消訂購", order.number, "您的訂購已送出"):
        assert each in page, each
    assert order.number in said(mine.get("/buy/subscriptions/"))


@pytest.mark.clause("L9.2")
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(listing, mine):
    where = f"/buy/order/{listing.slug}/"
    page = mine.post(where, {**typed(**{"order.seats": "三個", "order.note": "請早上送"}), "seen": "1"})
    assert page.status_code == 422 and 'href="#answer-order-seats"' in said(page)
    assert "三個" in said(page) and "請早上送" in said(page)
    page = mine.post(where, {**typed(TEAM, **{"order.months": "13"}), "seen": "1"})
    assert page.status_code == 422 and "要付到 24 個月" in said(page) and 'href="#answer-order-months"' in said(page)
    page = send(mine, listing, **{"answer:order.private_risk": ""})
    assert page.status_code in (409, 422) and "陳小姐" in said(page)
    assert not Case.objects.filter(kind="order").exists()


@pytest.mark.clause("L6.2.3")
def test_a_plan_that_just_changed_is_told_with_both_prices(listing, mine):
    plans = [{**plan, "price_twd": plan["price_twd"] + 100} for plan in listing.facts["solution.plans"]]
    facts = {**listing.facts, "solution.plans": plans}
    ListingVersion.objects.create(
        listing=listing, version=2, name=listing.name, facts=facts, case_id=listing.id, case_number="x",
        edition_on=listing.edition_on, approved_at=timezone.now(),
    )  # fmt: skip
    Listing.objects.filter(id=listing.id).update(version=2, facts=facts)
    page = send(mine, listing)
    assert page.status_code == 409 and "在您填寫的時候變更了" in said(page)
    assert "陳小姐" in said(page) and 'name="seen" value="2"' in said(page)


@pytest.mark.clause("L6.1")
def test_a_listing_that_just_went_keeps_what_was_typed(listing, mine):
    ListingSearch.objects.filter(listing=listing).delete()
    Listing.objects.filter(id=listing.id).update(removed_at=timezone.now())
    page = send(mine, listing, **{"answer:order.note": "先從門市開始用"})
    assert page.status_code == 410
    assert "目前不在上架中" in said(page) and "先從門市開始用" in said(page)
    assert mine.get(f"/buy/order/{listing.slug}/").status_code == 404


@pytest.mark.clause("L6.1.5")
def test_the_supplier_accepts_and_both_download_the_contract(listing, mine, theirs):
    send(mine, listing)
    order = Case.objects.get(kind="order")
    assert order.number in said(theirs.get("/apply/subscribers/"))
    page = said(theirs.get(f"/apply/subscribers/{order.id}/"))
    assert "現在輪到您" in page and "接受訂購" in page and "有企業訂購您的方案" in page
    where = f"/apply/deals/{order.id}/steps/accept/"
    assert "這將會" in said(theirs.get(where))
    assert theirs.post(where, {"key": "a"}).status_code == 302
    assert Subscription.objects.get().state == "running"
    for browser, face in ((mine, "buy/subscriptions"), (theirs, "apply/subscribers")):
        pdf = browser.get(f"/{face}/{order.id}/contract.pdf")
        assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    assert "訂閱中" in said(mine.get(f"/buy/subscriptions/{order.id}/"))


def test_declining_wants_a_reason(listing, mine, theirs):
    send(mine, listing)
    order = Case.objects.get(kind="order")
    where = f"/apply/deals/{order.id}/steps/decline/"
    assert theirs.post(where, {"key": "d"}).status_code == 409
    assert theirs.post(where, {"key": "d", "reason": "目前無法導入"}).status_code == 302
    assert "目前無法導入" in said(mine.get(f"/buy/subscriptions/{order.id}/"))


def test_nobody_else_finds_it(market, listing, me, mine, theirs):
    order = running(market, listing.id, me)
    other = browser_of(buyer(firms()["大順連鎖餐飲股份有限公司"]))
    for where in (f"/buy/subscriptions/{order}/", f"/buy/cases/{order}/", f"/buy/subscriptions/{order}/contract.pdf",
                  f"/apply/subscribers/{order}/", f"/buy/subscriptions/{order}/end/"):  # fmt: skip
        assert other.get(where).status_code == 404, where
    assert theirs.get(f"/buy/subscriptions/{order}/").status_code == 404, "the supplier is not the buyer"
    assert mine.get(f"/apply/subscribers/{order}/").status_code == 404
    assert Client().get(f"/buy/subscriptions/{order}/").status_code == 302


@pytest.mark.clause("L4.E5", "L4.E6")
def test_ending_says_what_it_costs_and_what_becomes_of_the_data_and_is_done_once(market, listing, me, mine, theirs):
    order = running(market, listing.id, me)
    page = said(mine.get(f"/buy/subscriptions/{order}/end/"))
    for each in ("現在終止", "費用", "仍可從這筆訂閱的頁面要求供應商完整交出"):
        assert each in page
    assert mine.post(f"/buy/subscriptions/{order}/end/", {"key": "e"}).status_code == 302
    late = theirs.post(f"/apply/deals/{order}/steps/end_by_supplier/", {"key": "s", "reason": "合意"}, follow=True)
    assert f"已經由{me.name}" in said(late)
    again = mine.post(f"/buy/subscriptions/{order}/end/", {"key": "other"})
    assert again.status_code == 409 and "不需要再結束一次" in said(again)


@pytest.mark.clause("L4.E6")
def test_an_export_is_asked_for_handed_over_found_wanting_and_becomes_a_complaint(market, listing, me, mine, theirs):
    order = running(market, listing.id, me)
    where = f"/buy/subscriptions/{order}/begin/export_request/"
    assert "使用方案所產生的全部資料與紀錄" in said(mine.get(where))
    asked = mine.post(where, {"answer:export.what": "全部", "key": "x"})
    case = Case.objects.get(kind="export_request")
    assert asked["Location"] == f"/buy/cases/{case.id}/"
    assert theirs.post(f"/apply/deals/{case.id}/steps/hand_over/", {"reason": "在下載區"}).status_code == 302
    assert "在下載區" in said(mine.get(f"/buy/cases/{case.id}/"))
    assert mine.post(f"/buy/cases/{case.id}/steps/report_incomplete/", {"reason": "缺一個月"}).status_code == 302
    assert "據此提出申訴" in said(mine.get(f"/buy/cases/{case.id}/"))
    filed = mine.post(f"/buy/cases/{case.id}/complain/")
    complaint = Case.objects.get(kind="complaint")
    assert filed["Location"] == f"/buy/cases/{complaint.id}/"
    assert mine.post(f"/buy/cases/{case.id}/complain/")["Location"] == filed["Location"]
    assert case.number in said(theirs.get(f"/apply/deals/{complaint.id}/"))


@pytest.mark.clause("L6.2.1")
def test_a_complaint_is_written_page_by_page_and_hidden_until_it_is_sent(market, listing, me, mine, theirs):
    order = running(market, listing.id, me)
    begun = mine.post(f"/buy/subscriptions/{order}/begin/complaint/", {"key": "c"}, follow=True)
    assert begun.status_code == 200 and "發生了什麼事" in said(begun)
    complaint = Case.objects.get(kind="complaint")
    assert theirs.get(f"/apply/deals/{complaint.id}/").status_code == 404
    assert complaint.number not in said(theirs.get(f"/apply/subscribers/{order}/"))
    assert complaint.number in said(mine.get(f"/buy/subscriptions/{order}/"))


@pytest.mark.clause("L4.E5")
def test_another_plan_is_looked_over_sent_and_accepted(market, listing, me, mine, theirs):
    order = running(market, listing.id, me)
    where = f"/buy/subscriptions/{order}/begin/plan_change/"
    form = said(mine.get(where))
    assert re.search(rf'value="{SMALL}"[^>]*checked', form)
    wanted = {"plan": TEAM, "seats": "12", "months": "12", "from_on": timezone.localdate().isoformat(), "note": ""}
    sent = {f"answer:change.{name}": value for name, value in wanted.items()} | {"seen": "1"}
    check = mine.post(where, sent)
    assert check.status_code == 200 and "新的契約條件" in said(check)
    assert mine.post(where, {**sent, "act": "send", "key": "p"}).status_code == 302
    change = Case.objects.get(kind="plan_change")
    assert theirs.post(f"/apply/deals/{change.id}/steps/accept/", {"key": "a"}).status_code == 302
    assert Subscription.objects.get().contract["plan"] == TEAM
    assert TEAM in said(mine.get(f"/buy/subscriptions/{order}/"))


def test_a_list_takes_the_same_number_of_queries_however_long(market, listing, me, mine, django_assert_max_num_queries):
    running(market, listing.id, me)
    with django_assert_max_num_queries(16):
        mine.get("/buy/subscriptions/")
    running(market, listing.id, me)
    with django_assert_max_num_queries(16):
        mine.get("/buy/subscriptions/")


@pytest.mark.clause("L9.2")
def test_payment_is_kept_as_told(market, listing, me, mine, theirs):
    order = running(market, listing.id, me)
    assert theirs.post(f"/apply/subscribers/{order}/payment/", {"state": "invoiced"}).status_code == 302
    assert "已開立發票，等待付款" in said(mine.get(f"/buy/subscriptions/{order}/"))
