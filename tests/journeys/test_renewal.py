"""A listing's year ends: thirty days before it a letter; who confirms is listed on, who does not is gone."""

from __future__ import annotations

from typing import Any

import pytest

from .running import wait_for

RENEWS, LAPSES = ("詢單雲", "評價解讀"), ("金流守衛", "對帳日清")


def stage_of(site: Any, key: str) -> str:
    return next(row["stage"] for row in site.do("state", key=key) if row["stage"] != "approved")


@pytest.mark.clause("L6.2.2")
def test_one_renews_and_one_lapses(site: Any, walk: Any) -> None:
    mails = {}
    for (key, offer), days in ((RENEWS, 350), (LAPSES, 380)):
        mails[key] = site.do("firm", key=key, days_ago=400)["email"]
        site.do("supplier_approved", key=key, days_ago=400)
        site.do("solution_told", key=key, offer=offer, ends="listed", days_ago=days)
    supplier, owner = walk(), walk()

    with site.process("worker"):
        wait_for(lambda: stage_of(site, RENEWS[0]) == "renewal_due", "reminder", 90)
        wait_for(lambda: stage_of(site, LAPSES[0]) == "lapsed", "end of the listing", 90)
        site.mailed(mails[RENEWS[0]], r"(續架)")
        site.mailed(mails[LAPSES[0]], r"(期滿)")

    owner.go(f"/catalogue/?q={LAPSES[1]}")
    assert owner.main.get_by_role("link", name=LAPSES[1]).count() == 0
    owner.go(f"/catalogue/?q={RENEWS[1]}")
    assert owner.main.get_by_role("link", name=RENEWS[1]).count() == 1

    supplier.sign_in(mails[RENEWS[0]])
    supplier.go("/apply/listings/")
    assert "續架確認" in supplier.text()
    supplier.main.get_by_role("link", name="續架確認").first.click()
    supplier.follow("確認方案狀態，續架一年")
    supplier.press("確認方案狀態，續架一年")
    assert supplier.page.url.endswith("/confirm_renewal/"), "every page of the form has to be confirmed first"
    for part in supplier.page.locator('input[name="confirmed"]').all():
        part.check()
    supplier.press("確認方案狀態，續架一年")
    supplier.page.wait_for_url(lambda url: "/steps/" not in url)
    assert stage_of(site, RENEWS[0]) == "listed"
    supplier.go("/apply/listings/")
    assert "還有 365 天" in supplier.text() or "還有 364 天" in supplier.text()
