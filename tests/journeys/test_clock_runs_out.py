"""Nothing is corrected in time: the clock ends the case by itself, says so in a letter, and the applicant sees it."""

from __future__ import annotations

from typing import Any

import pytest

from .running import wait_for

FIRM = "田間數據"
DAYS_AGO = 14


@pytest.mark.clause("L7.1", "L7.3")
def test_the_clock_ends_the_case_by_itself(site: Any, walk: Any) -> None:
    firm = site.do("firm", key=FIRM, days_ago=DAYS_AGO)
    case = site.do("supplier_correcting", key=FIRM, days_ago=DAYS_AGO)
    applicant, officer = walk(), walk()

    applicant.sign_in(firm["email"])
    applicant.go(f"/apply/cases/{case}/")
    assert "已截止" in applicant.text()
    assert "需要您補正 1 項" in applicant.text()
    applicant.go(f"/apply/cases/{case}/steps/resubmit/")
    for reply in applicant.main.locator("textarea").all():
        reply.fill("隨信附上。")
    if applicant.main.get_by_role("button", name="送出補件").count():
        applicant.press("送出補件")
    assert [each["stage"] for each in site.do("state", key=FIRM)] == ["correction"]

    with site.process("worker"):
        wait_for(lambda: site.do("state", key=FIRM)[0]["stage"] == "dismissed", "end of the case", 90)
        site.mailed(firm["email"], r"理由：(逾期未補件)")
    assert [each["outcome"] for each in site.do("state", key=FIRM)] == ["dismissed"]

    applicant.go(f"/apply/cases/{case}/")
    assert "不予受理" in applicant.text()
    assert applicant.main.get_by_role("link", name="送出補件").count() == 0
    applicant.go("/apply/inbox/")
    applicant.follow("不予受理")
    assert "理由：逾期未補件，不予受理" in applicant.text()
    assert "證明的截止日到 114 年 6 月為止" in applicant.text()
    with applicant.page.expect_download() as arriving:
        applicant.follow("下載正本")
    assert arriving.value.path().read_bytes()[:5] == b"%PDF-"

    officer.sign_in("office@demo.xuzhi.test")
    officer.go(f"/office/cases/{case}/history/")
    assert "逾期未補件，不予受理" in officer.text()
