"""From an inspection to the removal: ordered, reported, looked at again, gone everywhere at once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .officers import act, at_case, opens_about, order, settle

FIRM, OFFER = "匠心雲端", "空間試穿"


@pytest.mark.clause("L6.1", "L6.1.2", "L6.1.3")
def test_from_inspection_to_removal(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=FIRM, days_ago=60)
    site.do("supplier_approved", key=FIRM, days_ago=60)
    listed = site.do("solution_told", key=FIRM, offer=OFFER, ends="listed", days_ago=30)
    supplier, officer, shop = walk(), walk(), walk()

    shop.go(f"/catalogue/?q={OFFER}")
    shop.follow(OFFER)
    assert shop.heading == OFFER
    page = shop.page.url

    case = opens_about(officer, listed, "上架查核")
    at_case(officer, case)
    faults = {"faulty": "匯出連續三次逾時，請修復並附測試紀錄。", "deviates": "申請時寫每日備份，實際每週一次。"}
    will = order(officer, faults)
    assert "「改善期限」開始計算" in will
    site.mailed(firm["email"], r"(請在期限內改善)")

    supplier.sign_in(firm["email"])
    supplier.go(f"/apply/cases/{case}/")
    told = supplier.text()
    assert all(fault in told for fault in faults.values())
    assert re.search(r"改善期限.*剩 1\d 個工作天.*截止", told), told
    supplier.follow("送出改善報告")
    for reply in supplier.main.locator("textarea").all():
        reply.fill("已更換匯出的排程。")
    supplier.press("送出改善報告")
    supplier.page.wait_for_url(lambda url: "/steps/" not in url)

    settle(officer, case, accepted=False, note="複查時再次匯出仍然逾時。")
    will = act(officer, "沒有改善，撤除上架資格", reason="複查兩次，匯出仍無法完成。")
    assert OFFER in will

    answer = shop.page.goto(page)
    assert answer.status == 410
    slug = page.rstrip("/").rpartition("/")[2]
    shop.go(f"/catalogue/?q={OFFER}")
    assert shop.main.get_by_role("link", name=OFFER).count() == 0
    shop.go(f"/compare/?s={slug}")
    assert shop.main.get_by_role("link", name=OFFER).count() == 0
    assert shop.page.goto(f"/api/v1/catalogue/{slug}").status == 410
    assert supplier.page.goto(f"/buy/order/{slug}/").status == 404
    assert supplier.heading == "這個方案目前不在上架中"
    assert "不能成立新的訂閱" in supplier.text()
    site.mailed(firm["email"], r"(撤除上架資格)")
    supplier.go("/apply/listings/")
    assert "已下架" in supplier.text()
