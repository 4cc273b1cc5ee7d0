"""A sanction: three working days, then everything of the supplier is gone, and no new application for a year."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .officers import at_case, opens_about, order
from .running import wait_for

FIRM, OFFER = "築夢資訊", "法規小建築師"
LATE, LATE_OFFERS = "題海智慧", ("命題工坊", "升學落點儀")


def listed(site: Any, key: str, *offers: str) -> tuple[dict[str, str], str]:
    """A supplier with solutions in the catalogue; gives the firm and the case of its last solution."""
    firm, case = site.do("firm", key=key, days_ago=80), ""
    site.do("supplier_approved", key=key, days_ago=80)
    for nth, offer in enumerate(offers):
        case = site.do("solution_told", key=key, offer=offer, ends="listed", days_ago=40 - nth)
    return firm, case


def in_catalogue(anyone: Any, offer: str) -> bool:
    anyone.go(f"/catalogue/?q={offer}")
    return bool(anyone.main.get_by_role("link", name=offer).count())


@pytest.mark.clause("L8", "L8.1")
def test_a_bar_meets_a_new_application_and_ends(site: Any, walk: Any) -> None:
    firm, solution = listed(site, FIRM, OFFER)
    late, _ = listed(site, LATE, *LATE_OFFERS)
    # Two weeks ago another supplier was told to set something right, and did not answer.
    site.do("sanctioned", key=LATE, offer=LATE_OFFERS[0], ends="improvement", days_ago=14)
    supplier, officer, barred, shop = walk(), walk(), walk(), walk()
    assert all(in_catalogue(shop, offer) for offer in (OFFER, *LATE_OFFERS))

    case = opens_about(officer, solution, "違規處分")
    at_case(officer, case)
    wrong = "證明字號與稅捐機關的回覆不符，請補正。"
    will = order(officer, {"untrue": wrong})
    assert "「改善期限」開始計算" in will
    supplier.sign_in(firm["email"])
    supplier.go(f"/apply/cases/{case}/")
    assert wrong in supplier.text()

    with site.process("worker"):
        site.mailed(firm["email"], r"(請在期限內改善)")
        wait_for(lambda: all(row["stage"] == "cancelled" for row in site.do("state", key=LATE)), "end of all", 90)
        site.mailed(late["email"], r"(取消上架資格)")
    supplier.go(f"/apply/cases/{case}/")
    assert "剩 3 個工作天" in supplier.text()
    assert in_catalogue(shop, OFFER)
    assert not any(in_catalogue(shop, offer) for offer in LATE_OFFERS)

    barred.sign_in(late["email"])
    for kind in ("supplier", "solution"):
        barred.go(f"/apply/start/{site.programme}/{kind}/")
        assert re.search(r"貴公司在 \d+ 年 \d+ 月 \d+ 日以前不得申請：.*條款 L8", barred.text()), barred.text()
        assert barred.main.get_by_role("button", name="開始填寫").count() == 0
    barred.go("/apply/listings/")
    assert "已下架" in barred.text()
    assert "不得申請" in site.do("applies_again", key=LATE, days=364)
    assert site.do("applies_again", key=LATE, days=367) == ""
