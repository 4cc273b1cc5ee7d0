"""A plan that saves energy, from the open round to the closing and the survey a year later, with those who sign."""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from . import applying
from .contracting import (
    SECOND,
    begin,
    claim,
    conclude,
    day,
    deliver,
    fill,
    paper,
    revise,
    signed_in,
    signed_papers,
    step,
    submit,
    until,
    write,
)
from .looking import faults
from .officers import act, at_case, confirm_one
from .running import wait_for

PROGRAMME, FIRM, TITLE = "commerce_ai_grant", "悅來藥妝連鎖股份有限公司", "門市冷氣與照明的 AI 能源管理"
MEASURER, ACCOUNTANT = "綠能量測技術服務股份有限公司", "聲明資訊"
STARTS, ENDS = date(2026, 4, 21), date(2027, 10, 20)
KPIS = ("門市用電量", "尖峰需量")
ACCOUNTS = ("01-23-4567-89-0", "01-23-4567-89-1", "01-23-4567-89-2")
HEADS = ["電號", "計費起日", "計費迄日", "契約容量", "用電度數"]


def _on(*at: int) -> datetime:
    return datetime(*at, tzinfo=ZoneInfo("Asia/Taipei"))  # type: ignore[misc, arg-type]


APPLIES, CALLED, DUE, MEETS = _on(2026, 3, 23, 9), _on(2026, 4, 13, 9), _on(2026, 4, 22, 17), _on(2026, 4, 27, 14)
CLOSES, YEAR_LATER = _on(2027, 10, 21, 10), _on(2028, 10, 22, 9)


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A database of its own, for the site's clock is its own."""
    yield from _conftest().cloned()


@pytest.fixture(scope="module")
def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    yield from _conftest().served(database_url, tmp_path_factory, "settle_grants", APPLIES)


def _conftest() -> Any:
    return importlib.import_module("..conftest", __name__)


def answers(firm: dict[str, str]) -> dict[str, Any]:
    given = applying.common(firm, STARTS, ENDS)
    for account, each in zip(ACCOUNTS, given["plan.sites"], strict=True):
        each |= {"account_number": account, "contract_kw": "180"}
    return given | {
        "plan.title": TITLE, "plan.category": "energy", "plan.strategy": "以 AI 調度冷氣與照明。",
        "plan.implementation": "裝設電表與控制器，再導入模型。", "plan.benefits": "全年用電減少一成以上。",
        "plan.kpis": applying.kpis(ENDS, *KPIS), "budget.subsidy": "2,000,000", "budget.own": "2,000,000",
        "finance.proof": "audit_report", "finance.parts": ["income_statement", "balance_sheet"],
        "plan.saving_rate": "12.5", "plan.saving_method": "以電表讀數與基準線比較。",
    }  # fmt: skip


def save_energy(applicant: Any, case: str, given: dict[str, Any], measurer: dict[str, str]) -> None:
    """Sites with their meters, the bills by file, and who measures: what that company is, the register says."""
    write(applicant, case, "sites", {"plan.sites": given["plan.sites"]})
    applicant.go(f"/apply/cases/{case}/sections/energy/")
    written = io.StringIO()
    csv.writer(written).writerows([HEADS, *([each, "114/1/1", "114/1/31", "180", "9,000"] for each in ACCOUNTS)])
    sheet = {"name": "電費單.csv", "mimeType": "text/csv", "buffer": written.getvalue().encode("utf-8-sig")}
    applicant.page.locator("#list-file").set_input_files(sheet)
    applicant.press("匯入")
    assert "共 3 筆" in applicant.text()
    named = {"plan.esco.ubn": measurer["ubn"], "plan.esco.name": measurer["name"]}
    energy = {name: given[name] for name in ("plan.saving_rate", "plan.saving_method")} | named
    assert sorted(applicant.answer_section(energy)) == sorted(energy)
    applying.hand_in(applicant, "electricity_bills", "電費單.pdf", paper(23))
    applicant.save()
    applicant.go(f"/apply/cases/{case}/sections/energy/")
    assert "IG03010" in applicant.text()


def ask(applicant: Any, case: str, title: str, invited: dict[str, str]) -> str:
    """Ask another firm for its part; gives the case of the invitation."""
    asked = begin(applicant, case, title)
    write(applicant, asked, "invite", invited)
    submit(applicant, asked)
    return asked


def countersign(signer: Any, asked: str, shown: str, hidden: str) -> None:
    """The firm that was asked sees its part alone, and answers for it."""
    signer.go("/apply/")
    signer.main.locator(f'a[href*="{asked}"]').first.click()
    assert "現在輪到您。" in signer.text()
    assert shown in signer.text() and hidden not in signer.page.content()
    signer.follow("確認並簽署")
    signer.press("確認並簽署")
    signer.page.wait_for_url(lambda url: "/steps/" not in url)
    assert signer.errors() == {}


def measured(applicant: Any, measurer: Any, case: str, firm: dict[str, str]) -> None:
    """The measuring company reads its part and nothing else, and signs; the plan says so."""
    asked = ask(applicant, case, "量測與驗證確認", {"invite.email": firm["email"], "invite.words": "請確認。"})
    measurer.sign_in(firm["email"])
    countersign(measurer, asked, "以電表讀數與基準線比較", "以 AI 調度冷氣與照明")
    assert faults(measurer, f"/apply/asked/{asked}/") == []
    applicant.go(f"/apply/cases/{case}/")
    assert "能源技術服務業者已簽署，內容相同" in applicant.text()
    assert measurer.context.request.get(f"/apply/cases/{case}/").status == 404


def audited(applicant: Any, accountant: Any, case: str, firm: dict[str, str]) -> None:
    invited = {"accountant.ubn": firm["ubn"], "accountant.name": firm["name"], "invite.email": firm["email"]}
    asked = ask(applicant, case, "會計師聲明", invited)
    accountant.sign_in(firm["email"])
    countersign(accountant, asked, "最近一年度會計師查核報告", "電表讀數")
    applicant.go(f"/apply/cases/{case}/")
    assert "會計師已簽署，內容相同" in applicant.text()


def take_leave(applicant: Any, case: str) -> None:
    """Who leads cannot come; one of the plan who manages stands in, and the paper is made."""
    applicant.go(f"/apply/cases/{case}/")
    applicant.follow("請假與代理")
    applicant.press("完成請假手續")
    assert set(applicant.errors()) == {"proxy", "reason"}
    applicant.page.locator(f'input[name="proxy"][value="{applying.DEPUTY}"]').check()
    applicant.page.locator("#reason").fill("出國參展。")
    applicant.press("完成請假手續")
    assert f"{applying.DEPUTY}代理{applying.LEADER}出席" in applicant.text()
    made = applicant.context.request.get(f"/apply/cases/{case}/meeting/leave.pdf")
    assert made.body().startswith(b"%PDF")
    assert faults(applicant, f"/apply/cases/{case}/meeting/leave/") == []


TERMS = {
    "contract.starts_on": day(STARTS),
    "contract.ends_on": day(ENDS),
    "contract.instalments": [
        {"number": "1", "due_on": day(STARTS), "subsidy": "1,200,000", "condition": "簽約"},
        {"number": "2", "due_on": day(ENDS), "subsidy": "800,000", "condition": "期末報告"},
    ],
    "contract.move_limit": "10",
    "signing.due_at": until(date(2026, 5, 8)),
}
REVISED = {
    "revision": {"revision.answers": [{"number": "1", "kind": "explained", "answer": "場域已涵蓋各種門市。"}]},
    "variable": {
        "contract.budget_lines": [
            {"line": "B1", "category": "設備", "work_item": "A1", "subsidy": "1,500,000", "own": "500,000"},
            {"line": "B2", "category": "人事", "work_item": "A2", "subsidy": "500,000", "own": "1,500,000"},
        ]
    },
}  # fmt: skip


def named_files(firm: Any, **papers: bytes) -> dict[str, str]:
    """Papers that answers may name, by SHA-256."""
    sha256 = {name: hashlib.sha256(content).hexdigest() for name, content in papers.items()}
    firm.files |= {sha256[name]: (f"{name}.pdf", content) for name, content in papers.items()}
    return sha256


def reached(firm: Any, name: str, content: bytes, value: str, on: date) -> list[dict[str, Any]]:
    source = named_files(firm, **{name: content})[name]
    return [{"name": each, "value": value, "measured_on": day(on), "source": [source]} for each in KPIS]


def report(firm: Any, officer: Any, case: str, on: date) -> None:
    """Half way: one work item is behind, and the firm says why; the office takes note."""
    asked = begin(firm, case, "進度報告")
    items = [{"work_item": code, "planned": "50", "actual": actual} for code, actual in (("A1", "50"), ("A2", "40"))]
    behind = "控制器到貨較晚，下月趕上。"
    write(firm, asked, "progress", {"progress.until_on": day(on), "progress.items": items, "progress.behind": behind})
    write(firm, asked, "kpis", {"progress.kpis": reached(firm, "progress", paper(24), "11", on)})
    submit(firm, asked)
    at_case(officer, asked)
    assert "有工作項目落後" in officer.text()
    act(officer, "備查")


def spend(firm: Any, officer: Any, case: str, on: date) -> None:
    """What was spent is reported against the lines, and accepted."""
    asked = begin(firm, case, "經費報告")
    items = [
        {"line": "B1", "spent_on": day(on), "what": "控制器", "receipt_number": "AB12345678",
         "subsidy": "1,200,000", "own": "500,000"},
    ]  # fmt: skip
    told = {"expenses.from_on": day(STARTS), "expenses.until_on": day(on), "expenses.items": items}
    write(firm, asked, "expenses", told, {"receipts": ("receipts.pdf", paper(6))})
    submit(firm, asked)
    at_case(officer, asked)
    act(officer, "認列支出")


def close(firm: Any, officer: Any, second: Any, case: str, on: date) -> None:
    """Results and data are handed in; one officer accepts, another closes."""
    closing = begin(firm, case, "結案")
    kpis = reached(firm, "sources", paper(8), "13", on)
    told = {"closing.results": "全部門市導入。", "closing.kpis": kpis, "closing.unspent": "0"}
    write(firm, closing, "results", told, {"closing_report": ("closing_report.pdf", paper(10))})
    data = named_files(firm, data=paper(9))["data"]
    rows = [{"name": "用電", "kind": "consumption", "method": "彙總到週", "file": [data]}]
    write(firm, closing, "data", {"closing.data": rows, "closing.declares_deidentified": True})
    assert faults(firm, f"/apply/cases/{closing}/sections/data/") == []
    submit(firm, closing)
    at_case(officer, closing)
    assert "還沒有經過平台檢測" in officer.text()
    while officer.main.get_by_text("由我認定").count():
        confirm_one(officer, closing)
    act(officer, "成果審核通過")
    at_case(second, closing)
    assert "結案" in act(second, "核定結案")


def follow(site: Any, firm: Any, officer: Any, contract: str) -> None:
    """A year later a survey opens by itself; the firm answers what the office asks."""
    firm.go(f"/apply/cases/{contract}/")
    firm.follow("結案後追蹤")
    assert "追蹤中" in firm.text()
    assert faults(firm, firm.page.url.removeprefix(site.address)) == []
    site.move_to(YEAR_LATER)
    wait_for(lambda: site.swept() and "survey" in by_kind(site), "survey of the first year")
    survey = by_kind(site)["survey"]["id"]
    site.do("survey_sent", case=survey)
    told = {"survey.answer": "持續使用。", "survey.in_use": True, "survey.investment": "500,000",
            "survey.output_value": "1,000,000", "survey.saved_kwh": "42,000"}  # fmt: skip
    write(firm, survey, "figures", told)
    step(firm, survey, "送出答覆")
    at_case(officer, survey)
    act(officer, "答覆完整，完成")
    stages = {kind: by_kind(site)[kind]["stage"] for kind in ("contract", "follow_up", "survey")}
    assert stages == {"contract": "closed", "follow_up": "running", "survey": "finished"}


def by_kind(site: Any) -> dict[str, dict[str, str]]:
    return {row["kind"]: row for row in site.do("state", key=FIRM)}


@pytest.mark.clause("G3.6", "G3.7", "G3.8", "G6.1", "G6.3", "G7.6", "G9.1", "G9.3", "G10.2", "G10.6", "G11.1")
def test_from_the_round_to_the_closing_and_the_first_survey(site: Any, walk: Any) -> None:
    firm, esco, cpa = (site.do("firm", key=key, days_ago=10) for key in (FIRM, MEASURER, ACCOUNTANT))
    applicant, given = walk(), answers(firm)
    applicant.sign_in(firm["email"])
    later = {"plan.sites", "plan.saving_rate", "plan.saving_method"}
    case = site.do("grant_draft", key=FIRM, given={name: given[name] for name in given if name not in later})
    save_energy(applicant, case, given, esco)
    measured(applicant, walk(), case, esco)
    audited(applicant, walk(), case, cpa)
    applying.send_in(applicant, case)

    site.move_to(CALLED)
    site.do("grant_called", case=case, key=FIRM)
    take_leave(applicant, case)
    site.move_to(DUE + timedelta(seconds=1))
    wait_for(lambda: site.swept() and by_kind(site)["proposal"]["stage"] == "hearing", "start of the hearing")
    site.move_to(MEETS + timedelta(minutes=1))
    site.do("grant_heard", case=case, came=applying.DEPUTY, kpis=list(KPIS))
    applicant.go("/apply/inbox/")
    applicant.follow("您的提案入選")
    applicant.follow("前往案件")
    assert "核定的補助款 2,000,000 元" in applicant.text()

    officer, contract = walk(), by_kind(site)["contract"]["id"]
    revise(applicant, officer, contract, date(2026, 5, 4), REVISED, ("修正計畫書.pdf", paper(2)), look=True)
    fill(officer, contract, TERMS)
    assert faults(officer, f"/office/cases/{contract}/fill/") == []
    deliver(applicant, officer, contract, signed_papers())
    conclude(officer, contract, MEETS.date())
    second = signed_in(walk(), SECOND)
    claim(applicant, officer, second, contract, "1,200,000", MEETS.date())
    site.move_to(CLOSES - timedelta(days=300))
    report(applicant, officer, contract, (CLOSES - timedelta(days=300)).date())
    spend(applicant, officer, contract, (CLOSES - timedelta(days=300)).date())
    site.move_to(CLOSES)
    close(applicant, officer, second, contract, CLOSES.date())
    follow(site, applicant, officer, contract)
