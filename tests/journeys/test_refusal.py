"""A solution is refused outright: what it will cause is shown first, the letter names ground and clause."""

from __future__ import annotations

from typing import Any

import pytest

from .officers import act, at_case

FIRM, OFFER = "黑手雲", "驗車排程"


@pytest.mark.clause("L7.1", "L7.C4")
def test_a_solution_is_refused_with_its_ground(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=FIRM, days_ago=40)
    site.do("supplier_approved", key=FIRM, days_ago=40)
    case = site.do("solution_told", key=FIRM, offer=OFFER, ends="reviewing", days_ago=5)
    applicant, officer = walk(), walk()

    at_case(officer, case)
    will = act(officer, "核駁", reason="匯出只能由業者代辦，並收取費用。", grounds=("not_portable",))
    assert "核駁" in will
    assert "您的申請經審查核駁" in will
    assert "核駁" in officer.text()

    site.mailed(firm["email"], r"(核駁)")
    applicant.sign_in(firm["email"])
    applicant.go("/apply/inbox/")
    applicant.follow("核駁")
    told = applicant.text()
    assert "匯出只能由業者代辦，並收取費用。" in told
    assert "購買者不能免費、隨時、自行、完整下載資料" in told
    (solution,) = (each for each in site.do("state", key=FIRM) if each["id"] == case)
    assert solution["outcome"] == "refused"
