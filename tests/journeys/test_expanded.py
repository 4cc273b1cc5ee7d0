"""Expanded recruitment: a meeting, sealed points, the supplier's confirmation, the catalogue."""

from __future__ import annotations

from typing import Any

import pytest

from .officers import act, at_case

FIRM, OFFER = "算量先生", "建材比價簿"
MEMBER = "王委員"


@pytest.mark.clause("L4.T2", "L5.4", "L7.2", "L7.P1", "L7.P2", "L7.P3", "L7.P4", "L9.1")
def test_from_the_meeting_to_the_catalogue(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=FIRM, days_ago=60)
    site.do("supplier_approved", key=FIRM, days_ago=60)
    case = site.do("solution_told", key=FIRM, offer=OFFER, ends="in_person", days_ago=20, route="expanded")
    site.do("others_score", case=case, name=MEMBER, days_ago=16)
    reviewer, officer, supplier, owner = walk(), walk(), walk(), walk()

    at_case(officer, case)
    officer.go(f"/office/cases/{case}/panel/scores/")
    assert "已交 2／3 位" in officer.text()
    assert officer.main.get_by_role("button", name="開啟評分").is_disabled()

    reviewer.sign_in("reviewer@demo.xuzhi.test")
    reviewer.go("/review/")
    reviewer.main.locator('a[href*="/review/panels/"]').first.click()
    assert OFFER not in reviewer.text(), "nothing of the case before the undertaking"
    reviewer.page.locator("#agree").check()
    reviewer.press("同意，下一步申報利益關係")
    assert firm["name"] in reviewer.text()
    reviewer.page.locator("#conflict-no").check()
    reviewer.press("送出申報")
    assert OFFER in reviewer.page.locator("body").inner_text()
    for field in reviewer.page.locator('input[name^="points-"]').all():
        field.fill("18")
    for field in reviewer.page.locator('textarea[name^="reason-"]').all():
        field.fill("操作順暢，說明完整。")
    reviewer.press("交出評分")
    assert "您的評分已經交出並封存" in reviewer.text()

    officer.go(f"/office/cases/{case}/panel/scores/")
    officer.press("開啟評分")
    officer.press("製作會議紀錄")
    officer.main.get_by_role("link", name="下載會議紀錄（PDF）").wait_for()
    officer.go(f"/office/cases/{case}/")
    will = act(officer, "實體審查通過，請供應商確認上架資訊")
    assert "確認上架資訊" in will

    site.mailed(firm["email"], r"(確認上架資訊)")
    supplier.sign_in(firm["email"])
    supplier.go(f"/apply/cases/{case}/")
    supplier.follow("確認內容無誤，上架")
    for part in supplier.page.locator('input[name="confirmed"]').all():
        part.check()
    supplier.press("確認內容無誤，上架")
    supplier.page.wait_for_url(lambda url: "/steps/" not in url)

    owner.go(f"/catalogue/?q={OFFER}")
    owner.follow(OFFER)
    assert owner.heading == OFFER
