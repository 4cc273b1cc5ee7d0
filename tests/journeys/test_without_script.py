"""The same pages in a browser without JavaScript: answer a section, add a row, upload a file, submit."""

from __future__ import annotations

from typing import Any

import pytest

from xuzhi.console.demo import papers
from xuzhi.console.demo.content import firms

from .walking import today

KEY = "輪動數據"
BACKED_UP = "傳輸加密，每日備份到另一座機房。"


@pytest.mark.clause("L5.1", "L6.1.5")
def test_answering_and_submitting_without_script(site: Any, walk: Any) -> None:
    firm = site.do("firm", key=KEY)
    sections = ["company", "contact", "standing", "tax", "strength", "declarations"]
    case = site.do("supplier_draft", key=KEY, sections=sections, hand_in=False)
    applicant = walk(java_script_enabled=False)
    applicant.sign_in(firm["email"])
    applicant.go(f"/apply/cases/{case}/sections/security/")

    report = papers.paper("security_report", firms()[KEY], today())
    applicant.files[papers.sha256_of(report)] = (papers.file_name("security_report"), report)
    proof = [papers.sha256_of(report)]
    policy = {"kind": "privacy", "tool": "自訂", "assessed_on": "115/10/07", "proof": proof}
    applicant.answer("security.reports", [policy])
    applicant.answer("security.personal_data", "訂有蒐集、處理、利用與刪除的程序。")
    applicant.answer("security.system", "傳輸加密。")
    room = {"country": "TW", "city": "彰化縣", "provider": "Google Cloud"}
    applicant.answer("machine_rooms", [{"purpose": each, **room} for each in ("computing", "storage", "backup")])
    applicant.save()
    assert applicant.errors() == {}
    applicant.go(f"/apply/cases/{case}/sections/security/")
    applicant.answer("security.system", BACKED_UP)
    hand_in(applicant, "machine_room_proof")
    assert applicant.page.locator("#answer-security-system").input_value() == BACKED_UP
    applicant.go(f"/apply/cases/{case}/sections/tax/")
    hand_in(applicant, "tax_clearance")

    applicant.go(f"/apply/cases/{case}/")
    assert "待填" not in applicant.text()
    applicant.follow("檢核並送件")
    applicant.follow("繼續送件")
    applicant.page.locator("#declared").check()
    applicant.press("送件")
    assert applicant.heading == "收件回條"
    assert site.do("submissions", case=case) == 1


def hand_in(applicant: Any, document: str) -> None:
    name = papers.file_name(document)
    applicant.attach(document, name, papers.paper(document, firms()[KEY], today()))
    applicant.page.locator(f"form:has(#file-{document}) button[data-send]").click()
    applicant.main.get_by_role("link", name=name).wait_for()
