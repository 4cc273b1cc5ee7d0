"""From selection to the end of a contract: answered, signed, spent, paid by two officers, closed, followed up."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest

from .contracting import SECOND, begin, day, fill, paper, send, signed_in, step, submit, until, write
from .looking import faults
from .officers import act, at_case
from .walking import today

FIRM = "海味鮮物流股份有限公司"
LINES = [
    {"line": "B1", "category": "設備", "work_item": "A1", "subsidy": "6,000,000", "own": "4,000,000"},
    {"line": "B2", "category": "人事", "work_item": "A1", "subsidy": "4,000,000", "own": "6,000,000"},
]
ANSWER = {"number": "1", "kind": "revised", "answer": "已補充場域的代表性。", "place": "第 3 章"}
SIGNED = ("signed_contract", "signed_undertaking", "signed_plan")


def terms() -> dict[str, Any]:
    later = today() + timedelta(days=180)
    return {
        "contract.starts_on": day(today() - timedelta(days=30)),
        "contract.ends_on": day(today() + timedelta(days=300)),
        "contract.instalments": [
            {"number": "1", "due_on": day(today()), "subsidy": "6,000,000", "condition": "簽約"},
            {"number": "2", "due_on": day(later), "subsidy": "4,000,000", "condition": "期中報告"},
        ],
        "contract.move_limit": "10",
        "signing.due_at": until(today() + timedelta(days=14)),
    }


def revise(firm: Any, officer: Any, case: str) -> None:
    """The office says until when, the firm answers each comment with the revised plan."""
    fill(officer, case, {"revision.due_at": until(today() + timedelta(days=14))})
    assert "請依審查意見修正計畫書" in act(officer, "通知修正計畫書")
    firm.go(f"/apply/cases/{case}/")
    assert "修正計畫書的期限" in firm.text()
    write(firm, case, "revision", {"revision.answers": [ANSWER]}, {"revised_plan": paper(2)})
    write(firm, case, "variable", {"contract.budget_lines": LINES})
    assert faults(firm, f"/apply/cases/{case}/sections/revision/") == []
    step(firm, case, "送出修正計畫書")


def sign(firm: Any, officer: Any, case: str) -> None:
    """Checked again, set as one document, signed and handed in."""
    at_case(officer, case)
    assert "1 項審查意見都已答覆" in officer.text()
    fill(officer, case, terms())
    assert faults(officer, f"/office/cases/{case}/fill/") == []
    at_case(officer, case)
    assert "請在期限內完成簽約" in act(officer, "複核確認，通知簽約")
    package = firm.context.request.get(f"/apply/cases/{case}/package.pdf")
    assert package.body().startswith(b"%PDF")
    firm.go(f"/apply/cases/{case}/")
    assert firm.main.get_by_role("link", name="簽約文件").count()
    for nth, document in enumerate(SIGNED, 3):
        firm.go(f"/apply/cases/{case}/documents/{document}/")
        send(firm, document, paper(nth))
    step(firm, case, "交付簽約文件")
    fill(officer, case, {"contract.signed_on": day(today())})
    assert "貴公司成為受補助業者" in act(officer, "完成簽約，成為受補助業者")


def spend(firm: Any, officer: Any, case: str) -> None:
    """What was spent is reported against the lines, and accepted."""
    report = begin(firm, case, "經費報告")
    items = [
        {"line": "B1", "spent_on": day(today()), "what": "伺服器", "receipt_number": "AB12345678",
         "subsidy": "6,000,000", "own": "1,000,000"},
    ]  # fmt: skip
    told = {"expenses.from_on": day(today()), "expenses.until_on": day(today()), "expenses.items": items}
    write(firm, report, "expenses", told, {"receipts": paper(6)})
    submit(firm, report)
    at_case(officer, report)
    act(officer, "認列支出")


def claim(firm: Any, officer: Any, second: Any, case: str) -> None:
    """An instalment: one officer checks, only another approves; then it is paid and booked."""
    asked = begin(firm, case, "請款")
    told = {"claim.instalment": "1", "claim.amount": "6,000,000", "claim.fulfilled": "已經簽約。"}
    write(firm, asked, "claim", told, {"claim_receipt": paper(7)})
    submit(firm, asked)
    at_case(officer, asked)
    act(officer, "審核通過")
    officer.follow("核准撥付")
    officer.press("核准撥付")
    assert "另一位" in officer.text()
    at_case(second, asked)
    act(second, "核准撥付")
    fill(second, asked, {"claim.paid_on": day(today()), "claim.reference": "P-1"})
    assert faults(second, f"/office/cases/{asked}/") == []
    at_case(second, asked)
    act(second, "完成撥付，入帳")
    officer.go(f"/office/cases/{case}/money/")
    assert "6,000,000" in officer.text()
    assert faults(officer, f"/office/cases/{case}/money/") == []
    assert faults(firm, f"/apply/cases/{case}/money/") == []


def close(firm: Any, officer: Any, second: Any, case: str) -> str:
    """Results and data are handed in; one officer accepts, another closes. Gives the case of the closing."""
    closing = begin(firm, case, "結案")
    papers = {name: paper(pages) for name, pages in (("sources", 8), ("data", 9))}
    sha256 = {name: hashlib.sha256(content).hexdigest() for name, content in papers.items()}
    firm.files = {sha256[name]: (f"{name}.pdf", content) for name, content in papers.items()}
    kpis = [
        {"name": name, "value": "13", "measured_on": day(today()), "source": [sha256["sources"]]}
        for name in ("揀貨件數", "補貨次數")
    ]
    told = {"closing.results": "全部門市導入。", "closing.kpis": kpis, "closing.unspent": "0"}
    write(firm, closing, "results", told, {"closing_report": paper(10)})
    rows = [{"name": "交易", "kind": "consumption", "method": "彙總到週", "file": [sha256["data"]]}]
    write(firm, closing, "data", {"closing.data": rows, "closing.declares_deidentified": True})
    assert faults(firm, f"/apply/cases/{closing}/sections/data/") == []
    submit(firm, closing)
    at_case(officer, closing)
    assert "還沒有經過平台檢測" in officer.text()
    site_confirms(officer, closing)
    at_case(officer, closing)
    act(officer, "成果審核通過")
    at_case(second, closing)
    assert "結案" in act(second, "核定結案")
    return closing


def site_confirms(officer: Any, case: str) -> None:
    """The officer answers for what the rules leave to people."""
    while (open_ones := officer.main.get_by_text("由我認定")).count():
        form = open_ones.first.locator("xpath=ancestor::details")
        open_ones.first.click()
        form.locator('input[value="met"]').check()
        form.locator("textarea").fill("另行查驗。")
        form.get_by_role("button", name="記下認定").click()
        officer.page.wait_for_load_state()
        at_case(officer, case)


@pytest.mark.clause("G9.1", "G9.3", "G10.6", "G11.1")
def test_a_contract_from_selection_to_follow_up(site: Any, walk: Any) -> None:
    known = site.do("proposal_selected", key=FIRM)
    case, firm, officer = known["contract"], walk(), walk()
    firm.sign_in(known["email"])
    at_case(officer, case)
    second = signed_in(walk(), SECOND)
    revise(firm, officer, case)
    sign(firm, officer, case)
    spend(firm, officer, case)
    claim(firm, officer, second, case)
    close(firm, officer, second, case)
    officer.go(f"/office/cases/{case}/related/")
    assert "結案後追蹤" in officer.text()
    states = {row["stage"] for row in site.do("state", key=FIRM)}
    assert {"closed", "running"} <= states
    firm.go(f"/apply/cases/{case}/")
    firm.follow("結案後追蹤")
    assert "追蹤中" in firm.text()
    path = firm.page.url.removeprefix(site.address)
    assert faults(firm, path) == []
