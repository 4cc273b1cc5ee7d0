"""What people do about a review meeting on the pages: the office, the members of the panel, the firm."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.documents import making

from .applying import hand_in
from .contracting import paper

MEMBER, ACCOUNT = "王委員", "reviewer@demo.xuzhi.test"
POWERPOINT = making.office("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")


def convene(officer: Any, case: str, meets: datetime, until: datetime) -> None:
    """The panel is formed, three of the roster sit on it, the meeting has its time, everybody is invited."""
    officer.go(f"/office/cases/{case}/panel/")
    officer.press("組成審查會議")
    for choice in officer.page.locator('input[name="reviewer"]').all()[:3]:
        choice.check()
    officer.press("聘請勾選的委員")
    assert f"已聘請 {MEMBER}" in officer.text()
    officer.follow("安排會議")
    given = {"day": f"{meets:%Y-%m-%d}", "time": f"{meets:%H:%M}", "minutes": "40", "place": "三樓會議室",
             "material_day": f"{until:%Y-%m-%d}", "material_time": f"{until:%H:%M}", "phase-presentation": "15",
             "phase-questions": "10", "phase-answers": "10"}  # fmt: skip
    for name, value in given.items():
        officer.page.locator(f'[id="{name}"]').fill(value)
    officer.press("安排會議")
    officer.press("寄發開會通知")
    assert "已寄出 4 封開會通知" in officer.text()


def accept_seat(member: Any, subject: str) -> None:
    """Nothing of the case is shown before the undertaking; then the declaration."""
    member.go("/review/")
    assert subject not in member.text()
    member.follow("案號 CAI-")
    member.page.locator("#agree").check()
    member.press("同意，下一步申報利益關係")
    member.page.locator("#conflict-no").check()
    member.press("送出申報")
    assert "申報" in member.text() and subject in member.page.title()


def hand_in_slides(firm: Any, case: str) -> None:
    """Material and slides, in time."""
    files = {"meeting_material": ("資料.pdf", paper(6)), "slides_powerpoint": ("簡報.pptx", POWERPOINT),
             "slides_pdf": ("簡報.pdf", paper(7))}  # fmt: skip
    firm.go(f"/apply/cases/{case}/")
    assert "還缺 3 項" in firm.text()
    for document, (name, content) in files.items():
        firm.go(f"/apply/cases/{case}/documents/{document}/")
        hand_in(firm, document, name, content)


def call_the_roll(officer: Any, *names: str) -> None:
    """Only whom the plan names may come."""
    page = officer.page
    page.locator("#roll details summary").click()
    page.locator("#name").fill("路人甲")
    officer.press("核對姓名")
    assert "不在提案計畫書的計畫人員名單裡" in officer.errors()["name"]
    for name in names:
        with page.expect_navigation():
            page.locator("#roll .roll__line", has_text=name).get_by_role("button").first.click()
    officer.press("確認出席名單")


def turn(officer: Any, name: str) -> None:
    """Press the button that begins the next phase, or ends the one that is on."""
    with officer.page.expect_navigation():
        officer.page.locator(f"button[name={name}]").click()


def give_points(member: Any, points: dict[str, str]) -> None:
    """The frozen slides are looked at; points with a reason each are handed in, and are sealed."""
    member.follow("簡報.pdf")
    assert "第 1／7 頁" in member.text()
    member.follow("回到案件")
    for criterion, value in points.items():
        member.page.locator(f"#points-{criterion}").fill(value)
    member.press("交出評分")
    assert len(member.errors()) == len(points)  # every reason is asked for, and no point is lost
    for criterion in points:
        assert member.page.locator(f"#points-{criterion}").input_value() == points[criterion]
        member.page.locator(f"#reason-{criterion}").fill("規劃具體，分工清楚。")
    member.press("交出評分")
    assert "您的評分已經交出並封存" in member.text()
