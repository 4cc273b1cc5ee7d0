"""Pages of every face: no serious finding of axe, nothing wider than a phone, no word from the console."""

from __future__ import annotations

from typing import Any

import pytest

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PHONE = 390


@pytest.fixture
def pages(site: Any) -> dict[str, list[str]]:
    """The addresses to look at, by who looks: nobody in particular, the applicant, the officer."""
    from xuzhi.console.demo.content import solutions

    site.do("firm", key="鏡前科技", days_ago=30)
    site.do("supplier_approved", key="鏡前科技", days_ago=30)
    offer = next(each.name for each in solutions() if each.firm == "鏡前科技")
    slug = site.do("solution_listed", key="鏡前科技", offer=offer)
    firm = site.do("firm", key="髮記軟體")
    case = site.do("supplier_correcting", key="髮記軟體")
    site.do("firm", key="靚時雲端")
    draft = site.do("supplier_draft", key="靚時雲端", sections=["contact", "security"], hand_in=False)
    return {
        "": [
            "/", f"/programmes/{site.programme}/", f"/eligibility/{site.programme}/",
            f"/eligibility/{site.programme}/?ubn={firm['ubn']}", "/catalogue/", f"/catalogue/{slug}/",
            "/account/login/",
        ],
        firm["email"]: ["/apply/", f"/apply/cases/{case}/", f"/apply/cases/{case}/steps/resubmit/"],
        "contact@99031944.example": [
            f"/apply/cases/{draft}/", f"/apply/cases/{draft}/sections/security/", f"/apply/cases/{draft}/check/",
        ],
        "office@demo.xuzhi.test": [
            "/office/", f"/office/cases/{case}/evidence/not_suspended/",
        ],
    }  # fmt: skip


def test_accessible_quiet_and_no_wider_than_the_screen(pages: dict[str, list[str]], walk: Any) -> None:
    """With the pages' own policy in force; what the console says meanwhile is looked at by `walk`."""
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    for email, paths in pages.items():
        walker = walk()
        if email:
            walker.sign_in(email)
        for path in paths:
            walker.page.set_viewport_size({"width": 1280, "height": 900})
            walker.go(path)
            assert walker.page.locator("h1").count() == 1
            for each in axe.run(walker.page, options=RULES).response["violations"]:
                if each["impact"] in ("serious", "critical"):
                    where = "; ".join(str(node["target"]) for node in each["nodes"][:3])
                    found.append(f"{path}: {each['id']} ({each['help']}) at {where}")
            walker.page.set_viewport_size({"width": PHONE, "height": 844})
            wider = walker.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                found.append(f"{path}: {wider} px wider than a phone of {PHONE} px")
    assert found == []
