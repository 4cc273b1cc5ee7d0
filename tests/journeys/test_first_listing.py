"""The whole way: from the home page to a solution that a small firm finds in the catalogue."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from xuzhi.console.demo import papers
from xuzhi.console.demo.content import firms, solutions
from xuzhi.console.demo.forms import solution_answers, supplier_answers

from .walking import today

UBN = "99271567"
EMAIL = "wu@demo-machines.example"
SECRET = "晨光裡的第一班車 0612"
DOCUMENTS = {"tax": ["tax_clearance"], "security": ["security_report", "machine_room_proof"]}


def check_eligibility(applicant: Any, site: Any, name: str) -> None:
    applicant.go("/")
    applicant.page.locator(f'main a[href="/eligibility/{site.programme}/"]').first.click()
    applicant.page.locator("#ubn").fill(UBN)
    applicant.press("查資格")
    assert applicant.heading == name
    rows = applicant.main.locator(".findings > li")
    assert rows.count() == 13
    assert applicant.main.locator(".finding--not_met, .status--not_met").count() == 0
    assert all(re.search(r"L\d", row.inner_text()) for row in rows.all())


def sign_up(applicant: Any, site: Any, name: str) -> None:
    """From the eligibility answer on: an account, the mailbox proved by a code, the firm from the register."""
    applicant.follow("開始申請")
    applicant.follow("先註冊")
    applicant.page.locator("#id_name").fill("吳經理")
    applicant.page.locator("#id_email").fill(EMAIL)
    applicant.page.locator("#id_password1").fill(SECRET)
    applicant.press("註冊，並寄驗證碼給我")
    applicant.page.locator("#id_code").fill(site.mailed(EMAIL, r"(?m)^(\d{6})\s*$"))
    applicant.press("確認")
    if "/firms/register/" not in applicant.page.url:
        applicant.follow("登記公司")
    if applicant.page.locator("#id_name").count() == 0:
        applicant.page.locator("#id_ubn").fill(UBN)
        applicant.press("下一步")
    assert applicant.page.locator("#id_name").input_value() == name
    applicant.press("註冊公司")


def fill_in(applicant: Any, answers: dict[str, Any], firm: Any) -> set[str]:
    """Page by page, as the button at the foot of each leads on; gives what was answered."""
    answered: set[str] = set()
    while "/sections/" in applicant.page.url:
        section = applicant.page.url.split("/sections/")[1].split("/")[0]
        made = {name: papers.paper(name, firm, today()) for name in DOCUMENTS.get(section, ())}
        applicant.files = {papers.sha256_of(each): (papers.file_name(name), each) for name, each in made.items()}
        answered |= set(applicant.answer_section(answers))
        for document in DOCUMENTS.get(section, ()):
            name = papers.file_name(document)
            if applicant.main.get_by_role("link", name=name).count():
                continue  # sent in already, at the answer that it proves
            applicant.attach(document, name, papers.paper(document, firm, today()))
            applicant.main.get_by_role("link", name=name).wait_for()
        before = applicant.page.url
        to_press = (
            "確認無誤",
            "儲存並繼續",
            "儲存並回到案件",
        )  # where a register filled in something, it is looked at first
        applicant.press(next(each for each in to_press if applicant.main.get_by_role("button", name=each).count()))
        applicant.page.wait_for_url(lambda url, before=before: url != before)
        assert applicant.errors() == {}
    return answered


def submit(applicant: Any) -> str:
    """Check, declare, send; gives the number of the case from the receipt."""
    applicant.follow("檢核並送件")
    applicant.follow("繼續送件")
    applicant.page.locator("#declared").check()
    applicant.press("送件")
    assert applicant.heading == "收件回條"
    number = re.search(r"SME-\d{3}-\d{5}", applicant.text())
    assert number is not None
    return number.group()


def confirm_what_was_carried(applicant: Any, case: str) -> None:
    """What the supplier's case said about rooms, hosts and contact holds for the solution: once a page."""
    for section in ("hosting", "contact"):
        applicant.go(f"/apply/cases/{case}/sections/{section}/")
        assert re.search(r"沿用 SME-\d{3}-\d{5} 的填答，請確認", applicant.text())
        applicant.press("確認無誤")
        assert "帶入的內容。" in applicant.text()


def open_from_queue(officer: Any, number: str) -> None:
    officer.go("/office/")
    officer.page.locator("#text").fill(number)
    officer.press("搜尋")
    officer.follow(number)
    officer.page.wait_for_url("**/office/cases/**")


def ask_for_correction(officer: Any, document: str, note: str) -> None:
    officer.follow("通知補件")
    for ticked in officer.main.locator("input[name=defect]:checked").all():
        ticked.uncheck()
    officer.page.locator("#add_thing").select_option(f"document:{document}")
    officer.press("加入")
    assert officer.main.locator("input[name=defect]:checked").count() == 1
    officer.page.locator(f'textarea[name="note:document:{document}"]').fill(note)
    officer.press("通知補件")


def confirm_findings(officer: Any) -> int:
    """Confirm one by one what the rules leave to a person; gives how many."""
    done = 0
    while (waiting := officer.main.locator("details.confirm:has(summary:text('由我認定'))")).count():
        waiting.first.locator("summary").click()
        waiting.first.get_by_label("符合", exact=True).check()
        waiting.first.locator("textarea").fill("已開啟查詢結果與附件核對，內容相符。")
        waiting.first.get_by_role("button", name="記下認定").click()
        done += 1
        officer.page.wait_for_load_state()
    return done


@pytest.mark.clause("L2.1", "L3.D1", "L4.T1", "L5.1", "L5.2", "L5.3", "L7.1", "L7.3")
def test_from_the_published_rules_to_the_first_listing(site: Any, walk: Any, worker: None) -> None:
    firm = firms()["demo"]
    applicant, officer = walk(), walk()

    check_eligibility(applicant, site, firm.name)
    sign_up(applicant, site, firm.name)
    applicant.press("開始填寫")
    assert "請依序填寫" in applicant.text()

    answers = supplier_answers(firm, today())
    applicant.main.locator(".task-list a").first.click()
    assert fill_in(applicant, answers, firm) == set(answers)
    number = submit(applicant)
    receipt = applicant.text()
    assert all(papers.file_name(name) in receipt for names in DOCUMENTS.values() for name in names)

    officer.sign_in("office@demo.xuzhi.test")
    open_from_queue(officer, number)
    ask_for_correction(officer, "tax_clearance", "證明的截止日到 114 年 6 月為止，請改附最近一次開立的證明。")
    assert "補件中" in officer.text()

    site.mailed(EMAIL, r"(補件)")
    applicant.follow("回到案件")
    told = applicant.text()
    assert "需要您補正 1 項" in told
    assert "證明的截止日到 114 年 6 月為止" in told
    assert re.search(r"剩.*3 個工作天", told), told
    assert "截止" in told
    applicant.follow("上傳新檔")
    newer = papers.paper("tax_clearance", firm, date(2026, 1, 5))
    applicant.attach("tax_clearance", "新的無欠稅證明.pdf", newer)
    applicant.main.get_by_role("link", name="新的無欠稅證明.pdf").wait_for()
    applicant.follow("完成，回到案件")
    applicant.follow("送出補件")
    applicant.press("送出補件")
    assert "您現在不必做什麼" in applicant.text()

    open_from_queue(officer, number)
    assert "補件後有 1 處不同" in officer.text()
    officer.main.locator('input[type=radio][name^="verdict:"]').first.check()
    officer.main.locator(".round").get_by_role("button", name="記下認定").click()
    assert confirm_findings(officer) == 14
    officer.follow("資格符合，核發驗證碼")
    officer.press("資格符合，核發驗證碼")
    assert "資格通過" in officer.text()

    code = site.mailed(EMAIL, r"\b(?=[0-9-]*[A-Z])([A-Z2-9]{4}-[A-Z2-9]{4})\b")
    applicant.go("/apply/")
    applicant.follow("輸入驗證碼")
    applicant.page.locator("#id_code").fill(code)
    applicant.press("確認代碼")
    applicant.press("開始填寫")

    offer = next(each for each in solutions() if each.name == "智慧排程雲")
    typed = solution_answers(firm, offer, today())
    applicant.main.locator(".task-list a").first.click()
    applicant.answer_section(typed)
    applicant.save()
    applicant.page.wait_for_url("**/sections/route/")
    case = applicant.page.url.split("/cases/")[1].split("/")[0]
    site.do("adopt", key="demo", email=EMAIL)
    site.do("solution_rest", key="demo", case=case, offer=offer.name)
    confirm_what_was_carried(applicant, case)
    applicant.go(f"/apply/cases/{case}/")
    number = submit(applicant)

    open_from_queue(officer, number)
    officer.follow("資格符合，進入方案審查")
    officer.press("資格符合，進入方案審查")
    site.do("confirm_all", case=case)
    open_from_queue(officer, number)
    officer.follow("審查通過，上架")
    officer.press("審查通過，上架")
    assert "上架" in officer.text()

    shop = walk()
    shop.go("/")
    shop.page.locator("#home-q").fill("排程")
    shop.press("找方案")
    shop.follow("智慧排程雲")
    assert shop.heading == "智慧排程雲"
    assert "每月 NT$3,600" in shop.text() or "3,600 元" in shop.text()
    assert firm.name in shop.text()
