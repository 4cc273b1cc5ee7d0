"""A price may change with consent only: until then everybody sees, and pays, the old one."""

from __future__ import annotations

from typing import Any

import pytest

from .officers import act, at_case

FIRM, OFFER = "流量指南", "關鍵字菜園"


def prices(anyone: Any, slug: str) -> str:
    anyone.go(f"/catalogue/{slug}/")
    return str(anyone.text())


@pytest.mark.clause("L6.2.3")
def test_a_price_changes_after_consent(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=FIRM, days_ago=60)
    site.do("supplier_approved", key=FIRM, days_ago=60)
    slug = site.do("solution_listed", key=FIRM, offer=OFFER, days_ago=30)
    supplier, officer, owner = walk(), walk(), walk()

    supplier.sign_in(firm["email"])
    supplier.go("/apply/listings/")
    assert OFFER in supplier.text()
    supplier.main.get_by_role("link", name="申請方案變更").first.click()
    supplier.press("開始填寫")
    supplier.page.wait_for_url("**/apply/cases/**")
    case = supplier.page.url.split("/cases/")[1].split("/")[0]
    supplier.go(f"/apply/cases/{case}/sections/plans/")
    field = supplier.page.locator('[name="answer:solution.plans:0:price_twd"]')
    was = "".join(letter for letter in field.input_value() if letter.isdigit())
    field.fill("98765")
    supplier.wait_until_saved()
    supplier.save()
    supplier.go(f"/apply/cases/{case}/sections/change/")
    supplier.answer_section(
        {"change.reason": "增加第二座機房的備援。", "change.price_notes": "現有客戶維持原價到期滿。"}
    )
    supplier.save()
    supplier.go(f"/apply/cases/{case}/")
    supplier.follow("檢核並送件")
    supplier.follow("繼續送件")
    assert "98,765" in supplier.text()
    supplier.page.locator("#declared").check()
    supplier.press("送件")
    assert supplier.heading == "收件回條"

    assert f"{int(was):,}" in prices(owner, slug)
    assert "98,765" not in owner.text()

    site.do("confirm_all", case=case)
    at_case(officer, case)
    officer.go(f"/office/cases/{case}/related/")
    told = officer.text()
    assert "變更前後對照" in told
    assert f"{int(was):,}" in told
    assert "98,765" in told
    officer.go(f"/office/cases/{case}/")
    act(officer, "同意變更")

    assert "98,765" in prices(owner, slug)
    site.mailed(firm["email"], r"(變更)")
