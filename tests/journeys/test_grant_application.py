"""A plan for smart operations, from its first page to the receipt: members by file, documents by a click."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pikepdf
import pytest

from .walking import today

PROGRAMME, KEY = "commerce_ai_grant", "禾風農產運銷股份有限公司"
HEADS = ["統一編號", "名稱", "種類", "加入日期", "證明"]
WORDS = ("truthful", "not_funded_before", "no_prc_ict", "not_prc_funded", "no_arrears", "not_suspended",
         "no_serious_violation", "own_liability", "no_return")  # fmt: skip


def numbers(count: int) -> list[str]:
    from xuzhi.kernel.ubn import is_ubn

    found = (f"{number:08}" for number in range(20_000_000, 20_004_000))
    return [ubn for ubn in found if is_ubn(ubn)][:count]


def members(firm: dict[str, str], count: int) -> list[list[str]]:
    """As many members, the firm itself first."""
    partners = [
        [ubn, f"第{nth}號果菜行", "供應鏈夥伴", "115/1/6", "同意書"] for nth, ubn in enumerate(numbers(count - 1), 1)
    ]
    return [[firm["ubn"], firm["name"], "提案業者自身", "", ""], *partners]


def sheet(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([HEADS, *rows])
    return written.getvalue().encode("utf-8-sig")


def paper(pages: int) -> bytes:
    """A signed paper as a scanner gives it; each number of pages is another file."""
    written = pikepdf.new()
    for _ in range(pages):
        written.add_blank_page()
    content = io.BytesIO()
    written.save(content)
    return content.getvalue()


def answers(firm: dict[str, str]) -> dict[str, Any]:
    year = today().year - 1911
    site = {"owner": firm["name"], "tie": "branch", "address": "臺北市松山區民生東路 3 號"}
    kpi = {"formula": "件數 ÷ 人時", "unit": "件", "baseline": "10", "target": "13", "due_on": f"{year + 1}/11/30",
           "source": "倉儲系統", "ai_tool": "需求預測"}  # fmt: skip
    return {
        "contact.name": "林怡君", "contact.telephone": "02-2345-6789", "contact.email": firm["email"],
        "company.industry": "wholesale", "impact.grounds": ["costs"],
        "impact.description": "114 年下半年起，進口冷藏資材的成本提高約一成。",
        "plan.title": "果菜批發的智慧補貨", "plan.category": "smart_operations",
        "plan.period.starts_on": f"{year + 1}/1/1", "plan.period.ends_on": f"{year + 1}/12/31",
        "plan.strategy": "以需求預測減少缺貨與報廢。", "plan.implementation": "整合倉儲與訂貨系統。",
        "plan.work_items": [
            {"code": "A1", "name": "資料整合", "starts_on": f"{year + 1}/1/1", "ends_on": f"{year + 1}/6/30"},
            {"code": "A2", "name": "預測與補貨", "starts_on": f"{year + 1}/5/1", "ends_on": f"{year + 1}/12/31"},
        ],
        "plan.benefits": "每人時揀貨件數提升 25%。",
        "plan.people": [{"name": "林怡君", "role": "leader", "job_title": "營運長", "manages": True}],
        "plan.sites": [
            {"name": "總部", "type": "headquarters"} | site | {"tie": "headquarters"},
            {"name": "三重倉", "type": "warehouse"} | site,
            {"name": "濱江門市", "type": "store"} | site,
        ],
        "plan.kpis": [{"name": "每人時揀貨件數"} | kpi, {"name": "每日補貨次數"} | kpi],
        "plan.efficiency.indicator": "每人時揀貨件數", "plan.efficiency.formula": "件數 ÷ 人時，取自倉儲系統",
        "plan.efficiency.baseline_period": "114 年 1 月至 12 月", "plan.efficiency_gain": "25",
        "budget.total": "4,000,000", "budget.subsidy": "2,500,000", "budget.own": "1,500,000",
        "budget.lines": [
            {"category": "設備", "work_item": "A1", "description": "感測器", "amount_twd": "1,500,000"},
            {"category": "人事", "work_item": "A2", "description": "資料工程", "amount_twd": "2,500,000"},
        ],
        "finance.proof": "tax_return", "finance.parts": ["cover", "income_statement", "balance_sheet"],
        **{f"declaration.{each}": True for each in WORDS},
    }  # fmt: skip


def fill_in(applicant: Any, section: str, given: dict[str, Any]) -> None:
    assert f"/sections/{section}/" in applicant.page.url
    assert applicant.answer_section(given)
    if section == "company":
        applicant.press("確認無誤")
    elif section == "impact":
        hand_in(applicant, "proof_costs", "運費帳單.pdf", 1)
        applicant.save()
    else:
        applicant.save()
    assert applicant.errors() == {}


def hand_in(applicant: Any, document: str, name: str, pages: int) -> None:
    applicant.attach(document, name, paper(pages))
    applicant.main.get_by_role("link", name=name).wait_for()


def import_members(applicant: Any, rows: list[list[str]]) -> None:
    applicant.page.locator("#list-file").set_input_files(
        {"name": "合作成員.csv", "mimeType": "text/csv", "buffer": sheet(rows)}
    )
    applicant.press("匯入")


def bring_members(applicant: Any, firm: dict[str, str]) -> None:
    """One number wrong and one row twice: all of it told at once, the list as it was; mended, it is 200."""
    right = members(firm, 200)
    wrong = [*right[:9], ["1234567", "少一碼商行", "夥伴", "115/2/30", ""], *right[10:], right[5]]
    import_members(applicant, wrong)
    told = applicant.text()
    assert [each.split() for each in ("11 統一編號 1234567", "11 種類 夥伴", "11 加入日期 115/2/30")] == [
        [cell.inner_text() for cell in row.locator("td").all()[:3]] for row in applicant.main.locator("tbody tr").all()
    ]
    assert "有 1 列與其他列的統一編號重複，只算一次：第 202 列。" in told
    import_members(applicant, [*right[:-1], right[5]])
    assert "199／200 家，還差 1 家" in applicant.text()
    applicant.follow("加一筆")
    known = {"ubn": right[-1][0], "name": right[-1][1], "kind": "supply_chain", "proof": "同意書"}
    for cell, value in known.items():
        applicant.answer(f"plan.members:0:{cell}", value)
    applicant.press("儲存")
    assert "200／200 家，已達規定" in applicant.text()
    assert "0 筆有證明檔案，200 筆還沒有。" in applicant.text()
    hand_in(applicant, "member_proofs", "同意書.pdf", 6)
    applicant.save()


def plan_money(applicant: Any, given: dict[str, Any]) -> None:
    """The board follows what is typed: too much, by how much, and then exactly the most."""
    applicant.answer_section({name: value for name, value in given.items() if name.startswith("budget.")})
    board = applicant.page.locator("#boards")
    board.get_by_text("您申請 2,500,000 元，多了 1,000,000 元。").wait_for()
    applicant.answer("budget.subsidy", "2,000,000")
    applicant.answer("budget.own", "2,000,000")
    applicant.wait_until_saved()
    board.get_by_text("您申請 2,000,000 元，正好是上限。").wait_for()
    sums = [cell.inner_text() for cell in board.locator("tfoot td").all()]
    assert sums == ["1,500,000 元", "2,500,000 元", "4,000,000 元"]
    applicant.save()


def write_documents(applicant: Any, case: str) -> bool:
    """The plan in both forms by one click, the statement to be signed; gives whether a PDF could be made."""
    applicant.go(f"/apply/cases/{case}/")
    can = "這台主機找不到可以嵌入 PDF 的開放楷體" not in applicant.text()
    applicant.press("產生計畫書")
    assert "已產生並放進文件欄：提案計畫書-" in applicant.text()
    assert ("沒有產生 PDF" in applicant.text()) is not can
    statement = applicant.main.get_by_role("link", name="附件 7 提案業者切結聲明書").first.get_attribute("href")
    printed = applicant.context.request.get(statement)
    assert (printed.status, printed.headers["content-type"]) == (200, "application/pdf")
    return can


@pytest.mark.clause("G3.3", "G4.1", "G4.2", "G4.3", "G5.1", "G5.2", "G6.4", "G6.5", "G6.6")
def test_from_the_first_page_to_the_receipt(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=KEY, days_ago=10)
    site.do("grant_round", programme=PROGRAMME, category="smart_operations")
    applicant, given = walk(), answers(firm)

    applicant.sign_in(firm["email"])
    applicant.go(f"/apply/start/{PROGRAMME}/proposal/")
    applicant.press("開始填寫")
    case = applicant.page.url.split("/cases/")[1].split("/")[0]
    applicant.main.locator(".task-list a").first.click()
    for section in ("company", "impact", "plan", "sites"):
        fill_in(applicant, section, given)
    bring_members(applicant, firm)
    fill_in(applicant, "targets", given)
    plan_money(applicant, given)
    fill_in(applicant, "documents", given)
    fill_in(applicant, "declarations", given)

    can_pdf = write_documents(applicant, case)
    applicant.go(f"/apply/cases/{case}/sections/documents/")
    hand_in(applicant, "finance_proof", "結算申報書.pdf", 2)
    hand_in(applicant, "sworn_statement", "切結聲明書.pdf", 3)
    if not can_pdf:
        hand_in(applicant, "plan_pdf", "提案計畫書.pdf", 4)

    applicant.go(f"/apply/cases/{case}/check/")
    told = applicant.text()
    assert re.search(r"還沒填或還沒附 0 不符合 0 ", told), told
    applicant.follow("繼續送件")
    applicant.page.locator("#declared").check()
    applicant.press("送件")
    assert applicant.heading == "收件回條"
    receipt = applicant.text()
    assert re.search(r"CAI-\d{3}-\d{5}", receipt)
    assert all(name in receipt for name in ("結算申報書.pdf", "切結聲明書.pdf", "運費帳單.pdf", ".docx"))
