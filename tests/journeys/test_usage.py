"""Usage from the supplier's file and program to the buyer's chart and the office's desk."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.request
from datetime import timedelta
from typing import Any

import pytest

from .looking import faults
from .officers import OFFICE
from .walking import today

SELLER, OFFER = "帳務光年", "憑證讀卡機"
SHOP, OTHER = "青田書店連鎖股份有限公司", "百匯食材批發股份有限公司"
HEADS = ["訂閱編號", "期間", "計數項目", "數值", "紀錄編號"]


def send(seller: Any, rows: list[list[Any]], name: str = "usage.csv") -> str:
    """Send a file; gives what the page says came of it."""
    written = io.StringIO()
    csv.writer(written).writerows([HEADS, *rows])
    file = {"name": name, "mimeType": "text/csv", "buffer": written.getvalue().encode()}
    seller.go("/apply/usage/")
    seller.page.locator("#file").set_input_files(file)
    seller.press("送出")
    seller.main.locator("section.came").wait_for()
    return " ".join(seller.main.locator("section.came").inner_text().split())


def by_program(address: str, key: str, record: dict[str, Any]) -> dict[str, Any]:
    sent = urllib.request.Request(f"{address}/api/v1/usage", data=json.dumps({"records": [record]}).encode())
    sent.add_header("Authorization", f"Bearer {key}")
    sent.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(sent, timeout=30) as answer:
        return dict(json.load(answer))


def key_of(seller: Any, ubn: str) -> str:
    seller.go(f"/account/firms/{ubn}/keys/")
    seller.main.get_by_label("用途").fill("夜間送紀錄")
    seller.main.get_by_label("送出使用紀錄").check()
    seller.press("製作金鑰")
    return str(seller.main.locator("#made-key").inner_text())


@pytest.mark.clause("L4.E5", "L6.1.1")
def test_from_the_file_to_the_chart_and_the_office(site: Any, walk: Any) -> None:
    firm = site.do("firm", key=SELLER, days_ago=60)
    site.do("supplier_approved", key=SELLER, days_ago=60)
    site.do("solution_listed", key=SELLER, offer=OFFER, days_ago=40)
    shop_mail, other_mail = site.do("firm", key=SHOP)["email"], site.do("firm", key=OTHER)["email"]
    order = site.do("subscribed", key=SELLER, offer=OFFER, shop=SHOP, days_ago=14)
    other = site.do("subscribed", key=SELLER, offer=OFFER, shop=OTHER, days_ago=14)
    seller, shop, stranger, officer = walk(), walk(), walk(), walk()

    seller.sign_in(firm["email"])
    seller.go(f"/apply/subscribers/{order}/")
    number = re.search(r"SME-\d{3}-\d{5}", seller.text())[0]
    days = [today() - timedelta(days=back) for back in range(10, 0, -1)]
    rows = [[number, day.isoformat(), "runs", 12, f"r-{day:%m%d}"] for day in days]
    came = send(
        seller, [*rows, [number, days[0].isoformat(), "people", -3, ""], ["SME-115-99999", "昨天", "x", "?", ""]]
    )
    assert "收下 10" in came and "沒有收 2" in came
    assert "第 12 列" in came and "小於 0" in came and "找不到訂閱「SME-115-99999」" in came
    assert "收下 0" in send(seller, rows), "the same file again is the same"
    assert "先前已經有了，沒有變動 10" in send(seller, list(reversed(rows))), "in whatever order it comes"
    key = key_of(seller, firm["ubn"])
    record = {
        "subscription": number,
        "period": days[0].isoformat(),
        "measure": "people",
        "value": "2",
        "record_id": "p1",
    }
    assert by_program(site.address, key, record)["kept"] == 1
    assert by_program(site.address, key, {**record, "value": "3"})["corrected"] == 1

    shop.sign_in(shop_mail)
    shop.go(f"/buy/subscriptions/{order}/")
    assert "依使用紀錄估算的用量費" in shop.text() and "實際金額以供應商開立的發票為準" in shop.text()
    shop.follow("使用紀錄與圖表")
    assert shop.main.locator("svg.chart").count() == 2
    text = shop.text()
    assert "送來的紀錄（12 筆）" in text and "已由後來的更正取代" in text and "標示" not in text
    charged = shop.main.locator("table.usage-costs tbody tr")
    months = {day.strftime("%Y-%m") for day in days}
    assert charged.count() == len(months)
    if len(months) == 1:
        # 120 of it: 20 free, ten times 10 for 30 dollars each
        assert "產生的結果 120 次" in charged.first.inner_text() and "300 元" in charged.first.inner_text()
    stranger.sign_in(other_mail)
    assert stranger.page.goto(f"/buy/subscriptions/{order}/usage/").status == 404
    stranger.go(f"/buy/subscriptions/{other}/usage/")
    assert "還沒有使用紀錄" in stranger.text()

    officer.sign_in(OFFICE)
    officer.go("/office/usage/")
    officer.follow(OFFER)
    assert "目前沒有標示" in officer.text()
    officer.press("現在重新查看")
    text = officer.text()
    assert "沒有變化" in text and "連續 10 期都是 12 次" in text and "缺漏" in text
    assert officer.main.get_by_role("heading", name="有標示的訂閱").count() == 1
    officer.go("/office/usage/")
    assert (
        officer.main.locator("table tbody tr", has_text=OFFER).locator(".usage-kind", has_text="沒有變化").count() == 1
    )
    officer.follow(OFFER)
    officer.press("依這些情形立案查核")
    officer.page.wait_for_url("**/office/cases/**")
    assert "使用紀錄的情形記在查核所見" in officer.text()

    seller.go(f"/apply/subscribers/{order}/usage/")
    assert "沒有變化" not in seller.text(), "what is pointed out is the office's to judge"
    assert faults(shop, f"/buy/subscriptions/{order}/usage/", f"/buy/subscriptions/{order}/") == []
    assert faults(seller, "/apply/usage/", f"/account/firms/{firm['ubn']}/keys/") == []
