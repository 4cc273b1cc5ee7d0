"""A plan for smart operations, from the open round to the contract's closing and what follows it, by everybody."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.documents.inspection.signing import Signer

from . import applying, hearing
from .contracting import conclude, day, deliver, fill, revise, signed_papers, until
from .looking import faults
from .officers import act, at_case, confirm_one
from .running import wait_for

PROGRAMME, FIRM, TITLE = "commerce_ai_grant", "禾風農產運銷股份有限公司", "果菜批發的智慧補貨"
RIVALS = ["大順連鎖餐飲股份有限公司", "家家福量販股份有限公司"]
STARTS, ENDS = date(2026, 4, 21), date(2027, 4, 20)
KPIS = ("每人時揀貨件數", "每日補貨次數")
BEFORE, AFTER = "以需求預測減少缺貨與報廢。", "以需求預測減少缺貨與報廢，先從葉菜類做起。"


def _on(*at: int) -> datetime:
    return datetime(*at, tzinfo=ZoneInfo("Asia/Taipei"))  # type: ignore[arg-type]


APPLIES, CALLED, DUE, MEETS = _on(2026, 3, 23, 9), _on(2026, 4, 13, 9), _on(2026, 4, 22, 17), _on(2026, 4, 27, 14)
CLOSES = _on(2027, 4, 20, 10)


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
    return applying.common(firm, STARTS, ENDS) | {
        "plan.title": TITLE, "plan.category": "smart_operations", "plan.strategy": BEFORE,
        "plan.implementation": "整合倉儲與訂貨系統。", "plan.benefits": "每人時揀貨件數提升 25%。",
        "plan.kpis": applying.kpis(ENDS, *KPIS), "plan.efficiency.indicator": KPIS[0],
        "plan.efficiency.formula": "件數 ÷ 人時，取自倉儲系統",
        "plan.efficiency.baseline_period": "114 年 1 月至 12 月", "plan.efficiency_gain": "25",
        "finance.proof": "tax_return", "finance.parts": ["cover", "income_statement", "balance_sheet"],
    }  # fmt: skip


def apply(applicant: Any, firm: dict[str, str]) -> tuple[str, bytes]:
    """From the first page to the receipt; gives the case and the plan that was written."""
    given = answers(firm)
    applicant.sign_in(firm["email"])
    applicant.go(f"/apply/start/{PROGRAMME}/proposal/")
    applicant.press("開始填寫")
    case = applicant.page.url.split("/cases/")[1].split("/")[0]
    applicant.main.locator(".task-list a").first.click()
    for section in ("company", "impact", "plan", "sites"):
        applying.fill_in(applicant, section, given)
    applying.bring_members(applicant, firm)
    applying.prove_members(applicant)
    applying.fill_in(applicant, "targets", given)
    applying.plan_money(applicant, given)
    applying.fill_in(applicant, "documents", given)
    applying.fill_in(applicant, "declarations", given)
    plan = applying.write_documents(applicant, case)
    applying.send_in(applicant, case)
    return case, plan


def qualify(site: Any, officer: Any, case: str) -> None:
    """The officer answers for what the rules leave to people: one on the page, the rest behind the stage."""
    wait_for(lambda: site.do("looked_into"), "look into the plan", 90)
    at_case(officer, case)
    confirm_one(officer, case)
    site.do("confirm_all", case=case)
    at_case(officer, case)
    act(officer, "資格審查通過，進入會議審查")


def meet(site: Any, officer: Any, firm: Any, member: Any, case: str) -> None:
    """The meeting: who came, what is on for everybody in the room, and the points, each alone."""
    console = f"/office/cases/{case}/panel/console/"
    officer.go(console)
    hearing.call_the_roll(officer, applying.LEADER)
    assert officer.page.locator("button[name=begin]").count() == 1
    hearing.turn(officer, "begin")
    officer.page.locator("[data-left]", has_text="14:").wait_for()  # it counts down
    screen = officer.new_page()
    screen.goto(f"{console}screen/")
    assert screen.locator(".timer__phase").inner_text() == "業者簡報"
    firm.go(f"/apply/cases/{case}/")
    firm.follow("進入會議")
    assert "現在：業者簡報" in firm.page.locator("#now").inner_text()
    officer.page.locator("#speaker").fill(hearing.MEMBER)
    officer.page.locator("#says").fill("請說明資料來源")
    officer.press("記下發言")
    hearing.turn(officer, "begin")
    screen.locator(".timer__phase", has_text="委員提問").wait_for()
    screen.close()
    hearing.turn(officer, "begin")
    hearing.turn(officer, "end")
    assert "程序都進行完了" in officer.text()
    member.page.reload()
    hearing.give_points(member, {"theme": "36", "output": "27", "capability": "27"})
    site.do("grant_scores", case=case, share=0.9, without=hearing.MEMBER)


def decide(site: Any, officer: Any, case: str, others: list[str]) -> None:
    """The points are opened together; the award is refused at its field, then settled; the minutes are made."""
    second, late = others
    site.do("grant_scores", case=second, share=0.8)
    for each in (case, second):
        officer.go(f"/office/cases/{each}/panel/scores/")
        officer.press("開啟評分")
    assert "審查通過" in officer.text()
    officer.go(f"/office/cases/{case}/panel/award/")
    for name, value in {"total": "3,600,000", "own": "1,799,999", "subsidy": "1,800,001"}.items():
        officer.page.locator(f"#{name}").fill(value)
    officer.page.locator("#advice-1").fill("補強擴散規劃")
    officer.press("儲存核定")
    assert "上限 1,799,999 元" in officer.errors()["subsidy"]
    officer.page.locator("#own").fill("1,800,000")
    officer.page.locator("#subsidy").fill("1,800,000")
    officer.press("儲存核定")
    assert "核定的內容已儲存" in officer.text()
    act(officer, "入選")
    officer.go(f"/office/cases/{second}/panel/award/")
    act(officer, "未入選", reason="經費額度已滿", grounds=("ranked_below",))
    officer.go("/office/awards/")
    told = officer.text()
    assert "1,800,000 元" in told and "28,200,000 元" in told
    assert late not in told
    officer.go(f"/office/cases/{case}/panel/scores/")
    officer.press("製作會議紀錄")
    assert "等候確認：" in officer.text() and hearing.MEMBER in officer.text()
    assert "請說明資料來源" in officer.page.content()


def revised(plan: bytes) -> tuple[dict[str, dict[str, Any]], tuple[str, bytes]]:
    """What changes: one comment is taken up, and more of the firm's own money than was approved is put in."""
    agreed = [
        {"line": "B1", "category": "設備", "work_item": "A1", "subsidy": "1,000,000", "own": "500,000"},
        {"line": "B2", "category": "人事", "work_item": "A2", "subsidy": "800,000", "own": "1,500,000"},
    ]
    answer = {"number": "1", "kind": "revised", "answer": "已補充擴散的規劃。", "place": "第 3 章"}
    money = {"budget.total": "3,800,000", "budget.subsidy": "1,800,000", "budget.own": "2,000,000"}
    parts = {
        "budget": money,
        "revision": {"revision.answers": [answer]},
        "variable": {"contract.budget_lines": agreed},
    }
    return parts, ("修正計畫書.docx", applying.reworded(plan, BEFORE, AFTER))


def recheck(site: Any, officer: Any, case: str) -> None:
    """What differs is shown, answers and text; without the panel the approved figures stand."""
    at_case(officer, case)
    assert "1 項審查意見都已答覆" in officer.text()
    path = f"/office/cases/{case}/revision/"
    wait_for(lambda: site.do("looked_into"), "look into the revised plan", 90)
    officer.go(path)
    assert "1 段不同" in officer.text()
    assert officer.page.locator(".revision ins", has_text="，先從葉菜類做起").count() == 1
    assert "3,800,000" in officer.text()
    assert faults(officer, path) == []
    at_case(officer, case)
    act(officer, "核定內容有變動，請委員複核", reason="業者增加自籌款，用於資料工程。")


def consent(site: Any, officer: Any, member: Any, case: str) -> None:
    """Each member is told what differs and answers alone; sealed, then opened together."""
    member.go("/review/")
    member.main.get_by_role("link").filter(has_text=TITLE).first.click()
    assert "2,000,000 元" in member.text()
    path = member.page.url.removeprefix(site.address)
    member.page.locator("#agrees-no").check()
    member.press("送出並封存")
    assert "不同意的，請寫明理由。" in " ".join(member.errors().values())
    member.page.locator("#agrees-yes").check()
    member.press("送出並封存")
    assert "您已經回答，回答已封存" in member.text()
    assert faults(member, path) == []
    site.do("grant_consents", case=case, without=hearing.MEMBER)
    fill(officer, case, {"consent.needed": "2"})
    officer.go(f"/office/cases/{case}/consent/")
    assert officer.text().count("已回答，封存中") == 3
    officer.press("一起打開回答")
    assert "3 位委員中，3 位同意" in officer.text()
    at_case(officer, case)
    assert "寫入契約" in act(officer, "委員同意變更")


def sign(site: Any, applicant: Any, officer: Any, case: str, authority: Signer) -> None:
    """Signed with a certificate that the office trusts: the platform says whose it is and that nothing was changed."""
    owner = Signer("禾風農產", by=authority)
    with ThreadPoolExecutor(1) as aside:  # signing runs an event loop of its own, and the browser's runs here
        papers = aside.submit(signed_papers, owner.sign).result()
    deliver(applicant, officer, case, papers)
    wait_for(lambda: site.do("looked_into"), "look into the signed files", 90)
    at_case(officer, case)
    told = officer.text()
    assert told.count("每一份檔案都由名單上的憑證簽署。") == 2
    assert told.count("沒有簽署之後被改過") == 2
    conclude(officer, case, MEETS.date())


TERMS = {
    "contract.starts_on": day(STARTS),
    "contract.ends_on": day(ENDS),
    "contract.instalments": [
        {"number": "1", "due_on": day(STARTS), "subsidy": "1,000,000", "condition": "簽約"},
        {"number": "2", "due_on": day(ENDS), "subsidy": "800,000", "condition": "期末報告"},
    ],
    "contract.move_limit": "10",
    "signing.due_at": until(date(2026, 5, 8)),
}


@pytest.mark.clause("G3.3", "G4.1", "G4.2", "G4.3", "G5.1", "G5.2", "G6.4", "G6.5", "G6.6", "G7.2", "G7.4", "G7.5",
                    "G7.7", "G9.1", "G9.2", "G9.3", "G10.6", "G11.1")  # fmt: skip
def test_from_the_round_to_the_closing_and_on(site: Any, walk: Any, worker: None) -> None:
    firm = site.do("firm", key=FIRM, days_ago=10)
    applicant, officer, member, authority = walk(), walk(), walk(), Signer("憑證中心", authority=True)
    site.do("trust", fingerprint=authority.fingerprint)
    case, plan = apply(applicant, firm)
    qualify(site, officer, case)

    site.move_to(CALLED)
    hearing.convene(officer, case, MEETS, DUE)
    others = site.do("grant_rivals", case=case, keys=RIVALS)
    member.sign_in(hearing.ACCOUNT, after="/review/")
    hearing.accept_seat(member, TITLE)
    hearing.hand_in_slides(applicant, case)
    site.move_to(DUE + timedelta(seconds=1))
    wait_for(lambda: site.swept() and stages(site)[-1] == "forfeited", "end of the time for handing in")
    assert stages(site) == ["hearing", "hearing", "forfeited"]
    applicant.go(f"/apply/cases/{case}/")
    assert "檔案封存，不能繳交，也不能抽換" in applicant.text()

    site.move_to(MEETS + timedelta(minutes=1))
    meet(site, officer, applicant, member, case)
    decide(site, officer, case, others)
    assert stages(site, of="outcome") == ["approved", "not_selected", "forfeited"]
    member.page.reload()
    member.press("確認會議紀錄")
    assert "您已於" in member.text()

    contract = case_of(site, FIRM, "contract")["id"]
    revise(applicant, officer, contract, date(2026, 5, 4), *revised(plan))
    recheck(site, officer, contract)
    consent(site, officer, member, contract)
    fill(officer, contract, TERMS)
    sign(site, applicant, officer, contract, authority)
    site.do("grant_claimed", key=FIRM, amount="1,000,000")

    site.move_to(CLOSES)
    site.do("contract_closed", key=FIRM)
    assert case_of(site, FIRM, "contract")["stage"] == "closed"
    applicant.go(f"/apply/cases/{contract}/")
    applicant.follow("結案後追蹤")
    assert "追蹤中" in applicant.text()


def case_of(site: Any, key: str, kind: str) -> dict[str, str]:
    return next(row for row in site.do("state", key=key) if row["kind"] == kind)


def stages(site: Any, *, of: str = "stage") -> list[str]:
    return [str(case_of(site, key, "proposal")[of]) for key in (FIRM, *RIVALS)]
