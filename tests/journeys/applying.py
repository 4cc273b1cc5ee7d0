"""What a firm does with its plan on the pages: sections, a list by file, money, documents, the receipt."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from typing import Any

from .contracting import day, paper

HEADS = ["統一編號", "名稱", "種類", "加入日期", "證明"]
WORDS = ("truthful", "not_funded_before", "no_prc_ict", "not_prc_funded", "no_arrears", "not_suspended",
         "no_serious_violation", "own_liability", "no_return")  # fmt: skip
LEADER, DEPUTY = "林怡君", "陳建宏"


def common(firm: dict[str, str], starts: date, ends: date) -> dict[str, Any]:
    """What every plan says, whatever its category."""
    site = {"owner": firm["name"], "tie": "branch", "address": "臺北市松山區民生東路 3 號"}
    return {
        "contact.name": LEADER, "contact.telephone": "02-2345-6789", "contact.email": firm["email"],
        "company.industry": "wholesale", "impact.grounds": ["costs"],
        "impact.description": "114 年下半年起，進口冷藏資材的成本提高約一成。",
        "plan.period.starts_on": day(starts), "plan.period.ends_on": day(ends),
        "plan.work_items": [
            {"code": code, "name": name, "starts_on": day(starts), "ends_on": day(ends)}
            for code, name in (("A1", "資料整合"), ("A2", "預測與補貨"))
        ],
        "plan.people": [
            {"name": LEADER, "role": "leader", "job_title": "營運長", "manages": True},
            {"name": DEPUTY, "role": "member", "job_title": "資訊部經理", "manages": True},
        ],
        "plan.sites": [
            {"name": "總部", "type": "headquarters"} | site | {"tie": "headquarters"},
            {"name": "三重倉", "type": "warehouse"} | site,
            {"name": "濱江門市", "type": "store"} | site,
        ],
        "budget.total": "4,000,000", "budget.subsidy": "2,500,000", "budget.own": "1,500,000",
        "budget.lines": [
            {"category": "設備", "work_item": "A1", "description": "感測器", "amount_twd": "1,500,000"},
            {"category": "人事", "work_item": "A2", "description": "資料工程", "amount_twd": "2,500,000"},
        ],
        **{f"declaration.{each}": True for each in WORDS},
    }  # fmt: skip


def kpis(ends: date, *names: str) -> list[dict[str, str]]:
    own = {"formula": "件數 ÷ 人時", "unit": "件", "baseline": "10", "target": "13", "due_on": day(ends),
           "source": "倉儲系統", "ai_tool": "需求預測"}  # fmt: skip
    return [{"name": name} | own for name in names]


def numbers(count: int) -> list[str]:
    from xuzhi.kernel.ubn import is_ubn

    found = (f"{number:08}" for number in range(20_000_000, 20_004_000))
    return [ubn for ubn in found if is_ubn(ubn)][:count]


def members(firm: dict[str, str], count: int) -> list[list[str]]:
    """As many members, the firm itself first; each but the last one has its proof."""
    partners = [
        [ubn, f"第{nth}號果菜行", "供應鏈夥伴", "115/1/6", "同意書"] for nth, ubn in enumerate(numbers(count - 1), 1)
    ]
    return [[firm["ubn"], firm["name"], "提案業者自身", "", "登記表"], *partners]


def sheet(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([HEADS, *rows])
    return written.getvalue().encode("utf-8-sig")


def fill_in(applicant: Any, section: str, given: dict[str, Any]) -> None:
    assert f"/sections/{section}/" in applicant.page.url
    assert applicant.answer_section(given)
    if section == "company":
        applicant.press("確認無誤")
    elif section == "impact":
        hand_in(applicant, "proof_costs", "運費帳單.pdf", paper(1))
        applicant.save()
    else:
        applicant.save()
    assert applicant.errors() == {}


def hand_in(applicant: Any, document: str, name: str, content: bytes) -> None:
    applicant.attach(document, name, content)
    applicant.main.get_by_role("link", name=name).first.wait_for()


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
    known = {"ubn": right[-1][0], "name": right[-1][1], "kind": "supply_chain"}
    for cell, value in known.items():
        applicant.answer(f"plan.members:0:{cell}", value)
    applicant.press("儲存")
    assert "200／200 家，已達規定" in applicant.text()


def prove_members(applicant: Any) -> None:
    """One paper for nearly all of them, one for the firm itself; who has none is told, row by row."""
    assert "0 筆有證明檔案，200 筆還沒有" in applicant.text()
    hand_in(applicant, "member_proofs", "同意書.pdf", paper(21))
    hand_in(applicant, "member_proofs", "登記表.pdf", paper(22))
    applicant.follow("只看還沒有的")
    assert "199 筆有證明檔案，1 筆還沒有" in applicant.text()
    applicant.main.locator(".listed__table").get_by_role("link", name="修改").click()
    applicant.answer("plan.members:0:proof", "同意書.pdf")
    applicant.press("儲存")
    assert "200 筆都有證明檔案" in applicant.text()
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


def write_documents(applicant: Any, case: str) -> bytes:
    """The plan in both forms by one click, the statement to be signed, and what else is handed in; gives the plan."""
    applicant.go(f"/apply/cases/{case}/")
    can = "這台主機找不到可以嵌入 PDF 的開放楷體" not in applicant.text()
    applicant.press("產生計畫書")
    assert "已產生並放進文件欄：提案計畫書-" in applicant.text()
    assert ("沒有產生 PDF" in applicant.text()) is not can
    statement = applicant.main.get_by_role("link", name="附件 7 提案業者切結聲明書").first.get_attribute("href")
    printed = applicant.context.request.get(statement)
    assert (printed.status, printed.headers["content-type"]) == (200, "application/pdf")
    applicant.go(f"/apply/cases/{case}/sections/documents/")
    written = applicant.main.get_by_role("link", name=".docx").first.get_attribute("href")
    hand_in(applicant, "finance_proof", "結算申報書.pdf", paper(2))
    hand_in(applicant, "sworn_statement", "切結聲明書.pdf", paper(3))
    if not can:
        hand_in(applicant, "plan_pdf", "提案計畫書.pdf", paper(4))
    return bytes(applicant.context.request.get(written).body())


def send_in(applicant: Any, case: str) -> None:
    """Nothing is missing, nothing is against the rules; sent, and the receipt names every file."""
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


def reworded(plan: bytes, before: str, after: str) -> bytes:
    """The written plan with some words changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plan)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each.filename, old.read(each).replace(before.encode(), after.encode()))
    return made.getvalue()
