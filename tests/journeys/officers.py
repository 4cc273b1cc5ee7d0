"""What officers do with their hands in several journeys."""

from __future__ import annotations

from typing import Any

OFFICE = "office@demo.xuzhi.test"


def at_case(officer: Any, case: str) -> None:
    """Sign in, if need be, and open the case."""
    officer.go(f"/office/cases/{case}/")
    if "/account/login" in officer.page.url:
        officer.fill_in_sign_in(OFFICE)
        officer.go(f"/office/cases/{case}/")


def act(officer: Any, step: str, *, reason: str = "", grounds: tuple[str, ...] = ()) -> str:
    """Take a step from the case's bar; gives what the page said beforehand that it will cause."""
    officer.follow(step)
    will = str(officer.page.locator("aside.will").inner_text())
    for code in grounds:
        officer.page.locator(f'input[name="ground"][value="{code}"]').check()
    if reason:
        officer.page.locator("#reason").fill(reason)
    officer.press(step)
    officer.page.wait_for_url(lambda url: "/steps/" not in url)
    assert officer.errors() == {}
    return will


def opens_about(officer: Any, case: str, title: str) -> str:
    """Open a case of another kind about the case; gives its id."""
    at_case(officer, case)
    officer.go(f"/office/cases/{case}/related/")
    officer.follow(title)
    officer.press("立案")
    officer.page.wait_for_url(lambda url: f"/{case}/" not in url)
    return str(officer.page.url.split("/cases/")[1].split("/")[0])


def order(officer: Any, wrongs: dict[str, str]) -> str:
    """Order improvement: each ground with what is to be done."""
    officer.follow("要求限期改善")
    for code, note in wrongs.items():
        officer.page.locator(f'input[name="defect"][value="ground:{code}"]').check()
        officer.page.locator(f'textarea[name="note:ground:{code}"]').fill(note)
    will = str(officer.page.locator("aside.will").inner_text())
    officer.press("要求限期改善")
    officer.page.wait_for_url(lambda url: "/steps/" not in url)
    assert officer.errors() == {}
    return will


def settle(officer: Any, case: str, *, accepted: bool, note: str = "") -> None:
    """Say of each item whether it has been set right."""
    officer.go(f"/office/cases/{case}/corrections/")
    for choice in officer.page.locator(f'input[type=radio][value="{"accepted" if accepted else "wrong"}"]').all():
        choice.check()
    if note:
        for field in officer.page.locator('textarea[name^="note:"]').all():
            field.fill(note)
    officer.press("記下認定")
    officer.go(f"/office/cases/{case}/")


def confirm_one(officer: Any, case: str) -> None:
    """Answer for the first finding that the rules leave to people."""
    open_one = officer.main.get_by_text("由我認定").first
    form = open_one.locator("xpath=ancestor::details")
    open_one.click()
    form.locator('input[value="met"]').check()
    form.locator("textarea").fill("另行查驗。")
    with officer.page.expect_navigation():
        form.get_by_role("button", name="記下認定").click()
    at_case(officer, case)
