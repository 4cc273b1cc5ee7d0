"""A review meeting from the office's side: roll, phases, points opened, awards; selected, not selected, out (G7)."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

from .officers import act

OFFICER = "meeting@review.test"


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A database of its own: its registers know other firms than those of the other journeys."""
    yield from _conftest().cloned()


@pytest.fixture(scope="module")
def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from _conftest().served(database_url, tmp_path_factory, "review")


def _conftest() -> Any:
    return importlib.import_module("..conftest", __name__)


@pytest.mark.clause("G7.2", "G7.4", "G7.5", "G7.7")
def test_three_proposals_in_one_meeting(site: Any, walk: Any) -> None:
    first, second, late = site.do("reviewed")
    officer = walk()
    page = officer.page
    console = f"/office/cases/{first}/panel/console/"
    officer.go(console)
    officer.fill_in_sign_in(OFFICER)
    officer.go(console)

    # who came
    page.locator("#roll details summary").click()
    page.locator("#name").fill("路人甲")
    officer.press("核對姓名")
    assert "不在提案計畫書的計畫人員名單裡" in officer.errors()["name"]
    with page.expect_navigation():
        page.locator("#roll .roll__line", has_text="林怡君").get_by_role("button").click()
    officer.press("確認出席名單")

    # what is on, for everyone in the room
    assert page.locator("button[name=begin]").count() == 1
    _turn(page, "begin")
    page.locator("[data-left]", has_text="14:").wait_for()  # it counts down
    screen = officer.new_page()
    screen.goto(f"{console}screen/")
    assert screen.locator(".timer__phase").inner_text() == "業者簡報"
    page.locator("#speaker").fill("甲委員")
    page.locator("#says").fill("請說明資料來源")
    officer.press("記下發言")
    _turn(page, "begin")
    screen.locator(".timer__phase", has_text="委員提問").wait_for()
    screen.close()
    _turn(page, "begin")
    _turn(page, "end")
    assert "程序都進行完了" in officer.text()

    # the points, opened together
    for nth, (case, share) in enumerate(((first, 0.9), (second, 0.8))):
        site.do("points", nth=nth, share=share)
        officer.go(f"/office/cases/{case}/panel/scores/")
        officer.press("開啟評分")
    assert "審查通過" in officer.text()

    # the award of the first: refused at its field, then settled
    officer.go(f"/office/cases/{first}/panel/award/")
    page.locator("#total").fill("18,000,000")
    page.locator("#own").fill("8,999,999")
    page.locator("#subsidy").fill("9,000,001")
    page.locator("#advice-1").fill("補強擴散規劃")
    officer.press("儲存核定")
    assert "上限 8,999,999 元" in officer.errors()["subsidy"]
    page.locator("#own").fill("9,000,000")
    page.locator("#subsidy").fill("9,000,000")
    officer.press("儲存核定")
    assert "核定的內容已儲存" in officer.text()
    act(officer, "入選")
    officer.go(f"/office/cases/{second}/panel/award/")
    act(officer, "未入選", reason="經費額度已滿", grounds=("ranked_below",))

    # side by side, with the one that lost its place for late slides
    officer.go("/office/awards/")
    told = officer.text()
    assert "9,000,000 元" in told and "21,000,000 元" in told
    assert site.do("outcomes") == ["approved", "not_selected", "forfeited"]
    assert late not in told

    # the minutes
    officer.go(f"/office/cases/{first}/panel/scores/")
    officer.press("製作會議紀錄")
    assert "等候確認：甲委員、乙委員、丙委員" in officer.text() and "請說明資料來源" in page.content()


def _turn(page, name: str) -> None:
    """Press the button that begins the next phase, or ends the one that is on."""
    with page.expect_navigation():
        page.locator(f"button[name={name}]").click()
