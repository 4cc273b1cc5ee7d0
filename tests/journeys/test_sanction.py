"""A sanction: three working days, then everything of the supplier is gone, and no new application for a year."""

from __future__ import annotations

from typing import Any

import pytest

from .officers import opens_about, order
from .running import wait_for

FIRM, OFFERS = "築夢資訊", ("法規小建築師", "保固維修台")


@pytest.mark.clause("L8", "L8.1")
def test_a_bar_meets_a_new_application_and_ends(site: Any, walk: Any) -> None:
    firm = site.do("firm", key=FIRM, days_ago=80)
    site.do("supplier_approved", key=FIRM, days_ago=80)
    for nth, offer in enumerate(OFFERS):
        site.do("solution_told", key=FIRM, offer=offer, ends="listed", days_ago=40 - nth)
    listed = next(row["id"] for row in site.do("state", key=FIRM) if row["stage"] == "listed")
    supplier, officer, owner = walk(), walk(), walk()

    case = opens_about(officer, listed, "違規處分")
    officer.go(f"/office/cases/{case}/")
    will = order(officer, {"untrue": "證明字號與稅捐機關的回覆不符，請補正。"})
    assert "「改善期限」開始計算" in will
    supplier.sign_in(firm["email"])
    supplier.go(f"/apply/cases/{case}/")

    # Two weeks ago the same was said to another of its kind, and nobody answered.
    late = ("題海智慧", "命題工坊")
    site.do("firm", key=late[0], days_ago=80)
    site.do("supplier_approved", key=late[0], days_ago=80)
    site.do("solution_told", key=late[0], offer=late[1], ends="listed", days_ago=40)
    site.do("sanctioned", key=late[0], offer=late[1], ends="improvement", days_ago=14)
    with site.process("worker"):
        site.mailed(firm["email"], r"(限期改善)")
        wait_for(
            lambda: {row["stage"] for row in site.do("state", key=late[0])} == {"cancelled"}, "end of the supplier", 90
        )
    owner.go(f"/catalogue/?q={late[1]}")
    assert owner.main.get_by_role("link", name=late[1]).count() == 0
    owner.go(f"/catalogue/?q={OFFERS[0]}")
    assert owner.main.get_by_role("link", name=OFFERS[0]).count() == 1

    barred = walk()
    barred.sign_in(site_email(site, late[0]))
    barred.go(f"/apply/start/{site.programme}/supplier/")
    assert "不得" in barred.text()
    assert site.do("applies_again", key=late[0], days=300) != ""
    assert site.do("applies_again", key=late[0], days=367) == ""


def site_email(site: Any, key: str) -> str:
    from xuzhi.console.demo.content import firms

    return str(firms()[key].email)
