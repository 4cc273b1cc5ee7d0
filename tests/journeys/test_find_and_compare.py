"""An owner without an account finds solutions, puts them side by side for ten people over two years, and takes a sample
of what an export holds along."""

from __future__ import annotations

from typing import Any

import pytest

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
FIRM = "沐光數據"


@pytest.fixture(scope="module")
def offers(site: Any) -> list[str]:
    """The names of two listed solutions of one firm."""
    from xuzhi.console.demo.content import solutions

    names = [each.name for each in solutions() if each.firm == FIRM][:2]
    site.do("firm", key=FIRM, days_ago=30)
    site.do("supplier_approved", key=FIRM, days_ago=30)
    for name in names:
        site.do("solution_listed", key=FIRM, offer=name)
    return names


def serious(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['target']}" for each in found if each["impact"] in ("serious", "critical")
    ]


def wider(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def search(owner: Any, name: str) -> None:
    owner.go("/catalogue/")
    owner.page.locator("#q").fill(name)
    owner.page.locator("#q").press("Enter")
    owner.page.wait_for_url("**/catalogue/?q=**")


def compare_button(owner: Any, name: str) -> Any:
    return owner.page.locator(".listing", has_text=name).first.locator("[data-compare]")


@pytest.mark.clause("L1", "L4.E6", "L4.A8")
def test_found_compared_and_a_sample_taken_along(offers: list[str], walk: Any) -> None:
    owner = walk()
    for name in offers:
        search(owner, name)
        compare_button(owner, name).click()
        owner.page.locator("#tray", has_text=name).wait_for()
        assert "移出比較" in compare_button(owner, name).inner_text()
    assert serious(owner.page) == []

    owner.page.locator("#tray").get_by_role("link", name="並列比較").click()
    assert owner.heading == "並列比較"
    owner.page.locator("#seats").fill("10")
    owner.page.locator("#months").fill("24")
    owner.press("重新計算")
    owner.page.wait_for_url("**seats=10&months=24")
    said = owner.text()
    assert "10 人使用 24 個月的價格" in said
    assert "合計（未稅）" in said
    for name in offers:
        assert name in said
    assert owner.page.locator("svg.chart").count() == 1
    assert owner.page.locator(".compare__sum td").count() == 2
    assert serious(owner.page) == []

    owner.page.locator(".compare thead").get_by_role("link", name=offers[0], exact=True).click()
    assert owner.heading == offers[0]
    assert serious(owner.page) == []
    with owner.page.expect_download() as coming:
        owner.follow("下載匯出樣本")
    taken = coming.value.path().read_bytes().decode("utf-8-sig")
    assert len(taken.splitlines()) == 26
    assert offers[0] in taken

    owner.page.locator(".solution-aside").get_by_role("link", name=FIRM).click()
    assert "統一編號" in owner.text()
    for name in offers:
        assert name in owner.text()
    assert serious(owner.page) == []


def test_the_same_on_a_phone_and_without_a_script(offers: list[str], walk: Any) -> None:
    owner = walk(width=390, java_script_enabled=False)
    for name in offers:
        search(owner, name)
        compare_button(owner, name).click()
        assert name in owner.page.locator("#tray").inner_text()
    owner.page.locator("#tray").get_by_role("link", name="並列比較").click()
    owner.page.locator("#seats").fill("10")
    owner.page.locator("#months").fill("24")
    owner.press("重新計算")
    assert "10 人使用 24 個月的價格" in owner.text()
    owner.follow("移出比較")
    assert owner.page.locator(".compare__name").all_inner_texts() == [offers[1]]


def test_nothing_is_wider_than_a_phone(offers: list[str], walk: Any) -> None:
    owner = walk(width=390)
    for name in offers:
        search(owner, name)
        compare_button(owner, name).click()
        owner.page.locator("#tray", has_text=name).wait_for()
    assert wider(owner.page) <= 0
    owner.page.locator("#tray").get_by_role("link", name="並列比較").click()
    assert wider(owner.page) <= 0
    assert serious(owner.page) == []
    owner.page.locator(".compare thead").get_by_role("link", name=offers[0], exact=True).dispatch_event("click")
    owner.page.wait_for_url("**/catalogue/**")
    assert wider(owner.page) <= 0
    assert serious(owner.page) == []
