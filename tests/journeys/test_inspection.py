"""From an inspection to the removal: ordered, reported, looked at again, gone everywhere at once."""

from __future__ import annotations

from typing import Any

import pytest

from .officers import act, at_case, opens_about, order, settle

FIRM, OFFER = "匠心雲端", "空間試穿"


@pytest.mark.clause("L6.1", "L6.1.2", "L6.1.3")
def test_from_inspection_to_removal(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=FIRM, days_ago=60)
    site.do("supplier_approved", key=FIRM, days_ago=60)
    listed = site.do("solution_told", key=FIRM, offer=OFFER, ends="listed", days_ago=30)
    supplier, officer, owner = walk(), walk(), walk()

    owner.go(f"/catalogue/?q={OFFER}")
    owner.follow(OFFER)
    page = owner.page.url

    case = opens_about(officer, listed, "上架查核")
    at_case(officer, case)
    will = order(officer, {"faulty": "匯出連續三次逾時，請修復並附測試紀錄。"})
    assert "「改善期限」開始計算" in will

    site.mailed(firm["email"], r"(限期改善)")
    supplier.sign_in(firm["email"])
    supplier.go(f"/apply/cases/{case}/")
    told = supplier.text()
    assert "匯出連續三次逾時" in told
    assert "14" in told
    supplier.go(f"/apply/cases/{case}/steps/report_improvement/")
    for reply in supplier.main.locator("textarea").all():
        reply.fill("已更換匯出的排程。")
    supplier.press("送出改善報告")

    settle(officer, case, accepted=False, note="複查時再次匯出仍然逾時。")
    will = act(officer, "沒有改善，撤除上架資格", reason="限期屆滿，匯出仍無法完成。")
    assert OFFER in will

    answer = owner.page.goto(page)
    assert answer.status in (404, 410)
    owner.go(f"/catalogue/?q={OFFER}")
    assert owner.main.get_by_role("link", name=OFFER).count() == 0
    site.mailed(firm["email"], r"(撤除)")
