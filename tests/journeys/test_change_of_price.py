"""A price may change with consent only: until then everybody sees the old one, then the new one with its history."""

from __future__ import annotations

from typing import Any

import pytest

from .officers import act, at_case

FIRM, OFFER, SHOP = "流量指南", "關鍵字菜園", "帳務光年"


def ask_for_another_price(supplier: Any, firm: dict[str, str]) -> tuple[str, str]:
    """Gives the case, and the price as it stands."""
    supplier.sign_in(firm["email"])
    supplier.go("/apply/listings/")
    supplier.follow("申請方案變更")
    supplier.press("開始填寫")
    supplier.page.wait_for_url("**/apply/cases/**")
    case = supplier.page.url.split("/cases/")[1].split("/")[0]
    supplier.go(f"/apply/cases/{case}/sections/plans/")
    field = supplier.page.locator('[name="answer:solution.plans:0:price_twd"]')
    was = f"{int(''.join(letter for letter in field.input_value() if letter.isdigit())):,}"
    field.fill("98765")
    supplier.wait_until_saved()
    supplier.go(f"/apply/cases/{case}/sections/change/")
    told = {"change.reason": "增加第二座機房的備援。", "change.price_notes": "現有客戶維持原價到期滿。"}
    assert supplier.answer_section(told) == list(told), "who changes a price says what becomes of those who subscribed"
    supplier.save()
    return case, was


def sees_both(anyone: Any, was: str) -> None:
    table = anyone.main.locator("table.difference")
    assert table.locator("del").inner_text() != table.locator("ins").inner_text()
    told = " ".join(table.inner_text().split())
    assert was in told
    assert "98,765" in told
    assert "價格" in told


@pytest.mark.clause("L6.2.3")
def test_a_price_changes_after_consent(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=FIRM, days_ago=60)
    site.do("supplier_approved", key=FIRM, days_ago=60)
    slug = site.do("solution_listed", key=FIRM, offer=OFFER, days_ago=30)
    subscriber, running = site.do("firm", key=SHOP), site.do("subscribed", key=FIRM, offer=OFFER, shop=SHOP)
    supplier, officer, shop, buyer = walk(), walk(), walk(), walk()

    case, was = ask_for_another_price(supplier, firm)
    supplier.go(f"/apply/cases/{case}/")
    sees_both(supplier, was)
    supplier.follow("檢核並送件")
    sees_both(supplier, was)
    supplier.follow("繼續送件")
    sees_both(supplier, was)
    supplier.page.locator("#declared").check()
    supplier.press("送件")
    assert supplier.heading == "收件回條"

    shop.go(f"/catalogue/{slug}/")
    assert was in shop.text()
    assert "98,765" not in shop.text()
    shop.go(f"/catalogue/?q={OFFER}")
    assert "98,765" not in shop.text()

    site.do("confirm_all", case=case)
    at_case(officer, case)
    sees_both(officer, was)
    will = act(officer, "同意變更")
    assert "您的方案變更申請已同意" in will

    shop.go(f"/catalogue/{slug}/")
    assert "98,765" in shop.text()
    history = " ".join(shop.page.locator("#versions").locator("xpath=ancestor::section").inner_text().split())
    assert "98,765" in history
    assert was in history
    site.mailed(firm["email"], r"(您的方案變更申請已同意)")
    buyer.sign_in(subscriber["email"])
    buyer.go(f"/buy/subscriptions/{running}/")
    assert was in buyer.text(), "what runs goes on at the price that was agreed on"
    assert "98,765" not in buyer.text()
