"""A breach to recovery, link by link: ordered in vain, warned in vain, found grave, recovered by another officer."""

from __future__ import annotations

from typing import Any

import pytest

from .contracting import SECOND, fill, paper, signed_in
from .looking import faults
from .officers import act, at_case, opens_about, order, settle

FIRM = "暖屋家居連鎖股份有限公司"
LINKS = (
    "九款事由之一",
    "證據",
    "限期改善的通知",
    "期限內沒有改善",
    "再次催告",
    "再次催告之後仍沒有改善",
    "情節重大的認定",
)
TOLD = "設備沒有裝在核定的場域，請裝回並提出照片。"


def links(officer: Any, case: str) -> dict[str, bool]:
    """What recovery hangs on, as the page shows it: link by whether it stands."""
    at_case(officer, case)
    said = officer.page.locator("section.chain li")
    return {label: "成立：" in text for text in said.all_inner_texts() for label in LINKS if f"：{label}" in text}


def attach(officer: Any, case: str, document: str, content: bytes) -> None:
    officer.go(f"/office/cases/{case}/documents/")
    form = officer.page.locator(f'form[action$="/documents/{document}/attach/"]')
    form.locator('input[type="file"]').set_input_files(
        {"name": f"{document}.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    form.get_by_role("button", name="加入佐證").click()
    officer.page.wait_for_load_state()


def warn(officer: Any, note: str) -> None:
    officer.follow("再次催告")
    officer.page.locator('input[name="defect"][value="ground:deviates"]').check()
    officer.page.locator('textarea[name="note:ground:deviates"]').fill(note)
    officer.press("再次催告")
    officer.page.wait_for_url(lambda url: "/steps/" not in url)
    assert officer.errors() == {}


def answer(firm: Any, case: str, words: str) -> None:
    """The firm reports; the office will not be convinced."""
    firm.go(f"/apply/cases/{case}/")
    firm.follow("送出改善報告")
    firm.main.locator("textarea").first.fill(words)
    firm.press("送出改善報告")
    firm.page.wait_for_url(lambda url: "/steps/" not in url)
    assert firm.errors() == {}


@pytest.mark.clause("G10.5", "G10.5.2")
def test_a_breach_link_by_link_to_recovery(site: Any, walk: Any) -> None:
    known = site.do("contract_paid", key=FIRM)
    contract, firm, officer = known["contract"], walk(), walk()
    firm.sign_in(known["email"])
    second = signed_in(walk(), SECOND)
    case = opens_about(officer, contract, "違約")
    fill(officer, case, {"breach.grounds": ["deviates"], "breach.facts": "115 年 11 月訪查，設備不在場域。"})
    attach(officer, case, "breach_evidence", paper(2))
    at_case(officer, case)
    order(officer, {"deviates": TOLD})
    firm.go(f"/apply/cases/{case}/")
    assert TOLD in firm.text()
    assert faults(firm, f"/apply/cases/{case}/") == []
    answer(firm, case, "設備送修，下個月裝回。")
    settle(officer, case, accepted=False, note="沒有裝回。")
    at_case(officer, case)
    warn(officer, "設備仍沒有裝回。")
    answer(firm, case, "還在等候零件。")
    settle(officer, case, accepted=False, note="兩次催告仍沒有裝回。")
    fill(officer, case, {"breach.gravity": "補助的設備一直沒有使用。", "recovery.amount": "6,000,000"})
    act(officer, "認定情節重大", reason="設備沒有使用，計畫沒有執行。")
    assert links(officer, case) == dict.fromkeys(LINKS, True)
    assert faults(officer, f"/office/cases/{case}/") == []
    at_case(officer, case)
    officer.follow("追回已撥付的補助款")
    officer.page.locator("#reason").fill("依須知追回。")
    officer.press("追回已撥付的補助款")
    assert "另一位" in officer.text()
    at_case(second, case)
    act(second, "追回已撥付的補助款", reason="依須知追回。")
    states = {row["stage"] for row in site.do("state", key=FIRM)}
    assert {"recovered", "terminated"} <= states
    firm.go(f"/apply/cases/{contract}/money/")
    assert "已追回" in firm.text()
