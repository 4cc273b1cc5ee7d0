"""A listing's year ends: thirty days before it a letter; who confirms is listed on, who does not is gone."""

from __future__ import annotations

from typing import Any

import pytest

from .running import wait_for

RENEWS, LAPSES = ("詢單雲", "評價解讀"), ("金流守衛", "對帳日清")


def stage_of(site: Any, key: str) -> str:
    return next(row["stage"] for row in site.do("state", key=key) if row["stage"] != "approved")


def in_catalogue(anyone: Any, offer: str) -> bool:
    anyone.go(f"/catalogue/?q={offer}")
    return bool(anyone.main.get_by_role("link", name=offer).count())


@pytest.mark.clause("L6.2.2")
def test_one_renews_and_one_lapses(site: Any, walk: Any) -> None:
    mails, pages = {}, {}
    for (key, offer), days in ((RENEWS, 350), (LAPSES, 380)):
        mails[key] = site.do("firm", key=key, days_ago=410)["email"]
        site.do("supplier_approved", key=key, days_ago=410)
        pages[key] = site.do("solution_listed", key=key, offer=offer, days_ago=days)
    supplier, late, shop = walk(), walk(), walk()

    with site.process("worker"):
        wait_for(lambda: stage_of(site, RENEWS[0]) == "renewal_due", "reminder", 90)
        wait_for(lambda: stage_of(site, LAPSES[0]) == "lapsed", "end of the listing", 90)
        site.mailed(mails[RENEWS[0]], r"(您的方案即將屆期，請確認續架)")
        site.mailed(mails[LAPSES[0]], r"(您的方案已期滿下架)")
        assert in_catalogue(shop, RENEWS[1])
        assert not in_catalogue(shop, LAPSES[1])
        assert shop.page.goto(f"/catalogue/{pages[LAPSES[0]]}/").status == 410

        supplier.sign_in(mails[RENEWS[0]])
        supplier.go("/apply/listings/")
        supplier.follow("續架確認")
        supplier.follow("確認方案狀態，續架一年")
        supplier.press("確認方案狀態，續架一年")
        assert "/confirm_renewal/" in supplier.page.url, "every page of the form has to be confirmed first"
        assert supplier.page.locator("#error-summary").count()
        for part in supplier.page.locator('input[name="confirmed"]').all():
            part.check()
        supplier.press("確認方案狀態，續架一年")
        supplier.page.wait_for_url(lambda url: "/steps/" not in url)
        site.mailed(mails[RENEWS[0]], r"(您的方案已續架)")
    assert stage_of(site, RENEWS[0]) == "listed"
    assert in_catalogue(shop, RENEWS[1])
    supplier.go("/apply/listings/")
    assert "還有 365 天" in supplier.text() or "還有 364 天" in supplier.text()
    supplier.follow("申請方案變更")
    assert "表單已經帶入現行內容" in supplier.text()

    late.sign_in(mails[LAPSES[0]])
    late.go("/apply/listings/")
    assert "已下架" in late.text()
    late.follow("重新提出，沿用原來的內容")
    assert late.main.get_by_role("button", name="開始填寫").count() == 1
