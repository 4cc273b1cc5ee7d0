"""A proposal is not corrected in time: the clock dismisses it by itself, and a letter says why."""

from __future__ import annotations

from typing import Any

import pytest

from .running import wait_for

FIRM = "量具科技"


@pytest.mark.clause("G7.1")
def test_a_proposal_that_is_not_corrected_in_three_working_days_is_dismissed(site: Any, walk: Any) -> None:
    known = site.do("grant_correcting", key=FIRM)
    case = known["proposal"]
    applicant, officer = walk(), walk()

    applicant.sign_in(known["email"])
    applicant.go(f"/apply/cases/{case}/")
    assert "已截止" in applicant.text()
    assert "附的是前一年度的申報書" in applicant.text()

    with site.process("worker"):
        wait_for(lambda: site.do("state", key=FIRM)[0]["stage"] == "dismissed", "end of the case", 90)
    assert [each["outcome"] for each in site.do("state", key=FIRM)] == ["dismissed"]

    applicant.go(f"/apply/cases/{case}/")
    assert "不予受理" in applicant.text()
    applicant.go("/apply/inbox/")
    applicant.follow("不予受理")
    assert "附的是前一年度的申報書" in applicant.text()
    with applicant.page.expect_download() as arriving:
        applicant.follow("下載正本")
    assert arriving.value.path().read_bytes()[:5] == b"%PDF-"

    officer.sign_in("office@demo.xuzhi.test")
    officer.go(f"/office/cases/{case}/history/")
    assert "不予受理" in officer.text()
