"""A supplier is suspended: what it is told wherever it wants to go on, and how it goes on afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from .officers import act, at_case


@pytest.mark.clause("L6.1", "L9.3", "L9.4")
def test_a_suspended_supplier_is_told_by_what_rule_and_what_to_do(site: Any, walk: Any) -> None:
    firm = site.do("firm", key="有閒雲端", days_ago=30)
    site.do("supplier_approved", key="有閒雲端")
    draft = site.do("solution_told", key="有閒雲端", offer="體驗預約通", ends="draft")
    qualified = next(row for row in site.do("state", key="有閒雲端") if row["outcome"] == "approved")
    officer, supplier = walk(), walk()
    at_case(officer, qualified["id"])
    officer.follow("暫停供應商資格")
    officer.page.locator("#reason").fill("聯絡不到公司，連續三次沒有回覆查核。")
    officer.page.locator("#ruling").fill("依主辦單位 115 年第 8 號函，恢復聯絡並補送紀錄後恢復。")
    officer.press("暫停供應商資格")
    officer.page.wait_for_url(lambda url: "/steps/" not in url)

    says = f"貴公司的「供應商資格」（案號 {qualified['number']}）目前是「資格暫停」，這段期間不能申請「方案上架」。"
    supplier.sign_in(firm["email"])
    for address in ("/apply/", f"/apply/start/{site.programme}/solution/"):
        supplier.go(address)
        assert says in supplier.text()
        assert "條款 L6.1" in supplier.text()
        assert "恢復的條件寫在通知書裡" in supplier.text()
        assert "詢問承辦人" in supplier.text()
    assert supplier.main.get_by_role("button", name="開始填寫").count() == 0
    supplier.go("/apply/inbox/")
    supplier.follow("您的供應商資格已暫停")
    assert "聯絡不到公司，連續三次沒有回覆查核。" in supplier.text()
    assert "恢復聯絡並補送紀錄後恢復。" in supplier.text()

    supplier.go(f"/apply/cases/{draft}/check/")
    assert "貴公司目前沒有有效的供應商資格（還沒有通過，或已經暫停、取消），不能送出方案。" in supplier.text()
    assert "暫停的，依通知書所載的條件恢復之後再送出。草稿會為您保留。" in supplier.text()
    at_case(officer, qualified["id"])
    act(officer, "恢復供應商資格", reason="已恢復聯絡，紀錄補齊。")
    supplier.go(f"/apply/start/{site.programme}/solution/")
    assert supplier.main.get_by_role("button", name="開始填寫").count() == 1
