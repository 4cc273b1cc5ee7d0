"""Proposals of the grants programme behind the stage: brought to where the journeys of contracts begin.

Their days are those of the first round, so the days are fixed; what the journeys do is done today.
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from django.utils import timezone
from tests.documents import making
from tests.grants import contracting
from tests.programmes import review_day
from tests.programmes.review_day import CALLED, DUE, MEETS, SUBMITTED

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.answered import answered
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.cases_of import cases_of
from xuzhi.console.demo.content import firms
from xuzhi.console.demo.world import PASSWORD, World
from xuzhi.grants.awarding import Award
from xuzhi.grants.operations.settle_award import settle_award
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.panels.consents.operations.answer_consent import answer_consent
from xuzhi.panels.consents.queries import consents_in
from xuzhi.panels.operations.close_roll import close_roll
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.note_attendance import note_attendance
from xuzhi.panels.operations.open_scores import open_scores
from xuzhi.panels.operations.pledge_confidentiality import pledge_confidentiality
from xuzhi.panels.queries.office_panel import office_panel
from xuzhi.parties.operations.add_person import add_person
from xuzhi.parties.queries import actor_of, staff_with

AFTER = MEETS + timedelta(hours=2)
TARGETS = tuple({"name": name, "unit": "件", "baseline": "10", "target": "13"} for name in ("揀貨件數", "補貨次數"))
ADVICE = ("請說明場域的代表性",)
_MEMBERS = iter((("甲委員", "乙委員", "丙委員"), ("丁委員", "戊委員", "己委員"), ("庚委員", "辛委員", "壬委員")))


def proposal_selected(world: World, key: str) -> dict[str, str]:
    """A firm whose proposal was submitted, found qualified, heard, scored and selected; gives its contract's case."""
    found, officer = firms()[key], world.officers[0]
    review_day.UBNS = (found.ubn, *review_day.UBNS[1:])
    review_day.NAMES = (found.name, *review_day.NAMES[1:])
    review_day.MEMBERS = next(_MEMBERS)
    settle_office()
    world.owners[key] = add_person(found.email, found.representative, password=PASSWORD, at=SUBMITTED)
    applicant = world.found(found, SUBMITTED, account=key)
    case = review_day.qualified(applicant, officer)
    review = review_day.Review(officer, [(applicant, case)])
    review.hand_in()
    sweep_clocks(at=DUE + timedelta(seconds=1))
    review.score(0, 0.8)
    settle_award(case, Award(20_000_000, 10_000_000, 10_000_000, TARGETS, ADVICE), actor=officer, at=AFTER)
    take_step(case, "select", actor=officer, at=AFTER)
    contract = next(row for row in cases_of(found.ubn, at=AFTER) if row.kind == "contract")
    return {"email": found.email, "ubn": found.ubn, "proposal": str(case), "contract": str(contract.id)}


def proposal_correcting(world: World, key: str) -> dict[str, str]:
    """A proposal that was asked for one correction, long ago; gives its case."""
    found, officer = firms()[key], world.officers[0]
    review_day.UBNS = (found.ubn, *review_day.UBNS[1:])
    review_day.NAMES = (found.name, *review_day.NAMES[1:])
    world.owners[key] = add_person(found.email, found.representative, password=PASSWORD, at=SUBMITTED)
    applicant = world.found(found, SUBMITTED, account=key)
    case = review_day.submitted(applicant, "smart_operations")
    wrong = [Wrong("document", "finance_proof", "附的是前一年度的申報書，請改附最近一期。")]
    take_step(case, "request_correction", actor=officer, at=SUBMITTED + timedelta(hours=1), defects=wrong)
    return {"email": found.email, "ubn": found.ubn, "proposal": str(case)}


@cache
def settle_office() -> None:
    """What the source leaves to the office, once a site."""
    more = {"breach_improvement_days": 14, "breach_warning_days": 14, "revision_days": 14,
            "budget_categories": ["設備", "人事"], "energy_period_from": date(2026, 2, 13)}  # fmt: skip
    for name, value in (review_day.SETTINGS | more).items():
        review_day.set_one(name, value)


def rivals(world: World, case: str, keys: list[str]) -> list[str]:
    """Other firms' proposals, put on the agenda of the case's meeting before its panel; the last firm is late."""
    officer, found = world.officers[0], []
    panel = office_panel(UUID(case), actor=officer, at=CALLED)
    assert panel is not None and panel.sitting is not None
    members = [Actor.person(str(seat.reviewer_id), seat.name, "reviewer") for seat in panel.seats]
    for key in keys:
        firm = firms()[key]
        review_day.UBNS, review_day.NAMES = (firm.ubn, *review_day.UBNS[1:]), (firm.name, *review_day.NAMES[1:])
        applicant = world.found(firm, SUBMITTED)
        found.append((applicant, review_day.qualified(applicant, officer)))
    review = review_day.Review(officer, found, sitting=panel.sitting.id, members=members)
    for nth in range(len(keys)):
        review.hand_in(nth, documents=["meeting_material"] if nth == len(keys) - 1 else [])
    return [str(each) for each in review.cases]


def flat(given: dict[str, Any]) -> dict[str, Any]:
    """Answers as a form sends them: yes and no are words, in rows too."""
    said = {True: "yes", False: "no"}

    def one(value: Any) -> Any:
        if isinstance(value, bool):
            return said[value]
        if isinstance(value, list):
            return [{name: one(cell) for name, cell in each.items()} if isinstance(each, dict) else each
                    for each in value]  # fmt: skip
        return value

    return {name: one(value) for name, value in given.items()}


def attach_papers(case: UUID, actor: Actor, at: datetime) -> None:
    """What every plan hands in, as files of blank pages."""
    papers = {"proof_costs": "運費帳單.pdf", "finance_proof": "結算申報書.pdf", "sworn_statement": "切結聲明書.pdf",
              "plan_pdf": "提案計畫書.pdf"}  # fmt: skip
    files = [(document, name, review_day.paper(nth)) for nth, (document, name) in enumerate(papers.items(), 51)]
    for document, name, content in [*files, ("plan_word", "提案計畫書.docx", making.office())]:
        sha256 = review_day.seal(content, name, actor, at)
        attach_document(case, document, sha256, actor=actor, at=at)


def survey_sent(world: World, case: UUID, at: datetime) -> None:
    desk = contracting.Desk.__new__(contracting.Desk)
    desk.officer = world.officers[0]
    due = f"{_day(at + timedelta(days=30))} 17:00"
    desk.fill(case, at, survey__kind="yearly", survey__asks="請提供節能量。", survey__due_at=due)
    desk.step(case, "send", at=at)


def called(world: World, applicant: Actor, case: UUID) -> None:
    officer, at = world.officers[0], timezone.now()
    world.confirm_all(case, officer, at)
    take_step(case, "pass_qualification", actor=officer, at=at)
    members = [Actor.person(str(each.user_id), each.name, "reviewer") for each in staff_with("reviewer")][:3]
    review_day.Review(officer, [(applicant, case)], members=members).hand_in()


def heard(world: World, case: UUID, came: str, kpis: list[str]) -> None:
    officer, at = world.officers[0], timezone.now()
    panel = office_panel(case, actor=officer, at=at)
    assert panel is not None and panel.id is not None
    note_attendance(panel.id, came, present=True, actor=officer, at=at)
    assert close_roll(panel.id, actor=officer, at=at)
    scores(world, str(case), 0.8, "")
    open_scores(panel.id, actor=officer, at=at)
    targets = [{"name": name, "unit": "件", "baseline": "10", "target": "13"} for name in kpis]
    settle_award(case, Award(4_000_000, 2_000_000, 2_000_000, targets, ADVICE), actor=officer, at=at)
    take_step(case, "select", actor=officer, at=at)


def scores(world: World, case: str, share: float, without: str) -> None:
    at = timezone.now()
    panel = office_panel(UUID(case), actor=world.officers[0], at=at)
    assert panel is not None and panel.id is not None
    for seat in panel.seats:
        if seat.name != without:
            member = Actor.person(str(seat.reviewer_id), seat.name, "reviewer")
            if seat.state == "appointed":
                pledge_confidentiality(panel.id, actor=member, at=at)
                declare_conflicts(panel.id, conflict=False, actor=member, at=at)
            review_day.give_share(panel.id, member, share, at)


def consents(world: World, case: str, without: str) -> None:
    at = timezone.now()
    asked = consents_in(UUID(case), actor=world.officers[0], at=at)
    assert asked is not None
    names = {each.name for each in asked.members} - {without}
    for each in staff_with("reviewer"):
        if each.name in names:
            member = Actor.person(str(each.user_id), each.name, "reviewer")
            answer_consent(UUID(case), True, "", actor=member, at=at)


def contract_paid(world: World, key: str) -> dict[str, str]:
    """A contract in force whose first instalment was paid, all of it forty days ago."""
    known = proposal_selected(world, key)
    at = timezone.now() - timedelta(days=40)
    desk = desk_of(world, key, UUID(known["contract"]))
    _sign(desk, at)
    claimed(desk, at, "6,000,000")
    return known


def claimed(desk: contracting.Desk, at: datetime, amount: str) -> None:
    case = desk.begin("claim", at=at)
    desk.answer(case, at, claim__instalment="1", claim__amount=amount, claim__fulfilled="已簽約")
    desk.attach(case, "claim_receipt", at=at, pages=31)
    desk.step(case, "submit", by=desk.firm, at=at)
    desk.step(case, "check", at=at)
    desk.step(case, "approve", by=desk.second, at=at)
    desk.fill(case, at, claim__paid_on=_day(at))
    desk.step(case, "pay", at=at)


def contract_closed(world: World, key: str) -> dict[str, str]:
    """What was paid was spent and accepted, the results are in, and two officers close; gives the newest case."""
    rows = {row.kind: row for row in cases_of(firms()[key].ubn, at=timezone.now())}
    desk, at = desk_of(world, key, rows["contract"].id), timezone.now()
    known = answered(desk.contract)
    report = desk.begin("expense_report", at=at)
    line = known["contract.budget_lines"][0]["line"]
    spent = {"line": line, "spent_on": _day(at), "what": "感測器", "receipt_number": "AB12345678",
             "subsidy": str(known["contract.paid"]), "own": "0"}  # fmt: skip
    desk.answer(report, at, expenses__from_on=_day(at), expenses__until_on=_day(at), expenses__items=[spent])
    desk.attach(report, "receipts", at=at, pages=41)
    desk.step(report, "submit", by=desk.firm, at=at)
    desk.step(report, "accept", at=at)
    closing = desk.begin("closing", at=at)
    for nth, document in enumerate(("closing_report", "closing_sources", "closing_data"), 42):
        desk.attach(closing, document, at=at, pages=nth)
    parts = case_page(closing, actor=desk.firm, at=at).sections
    files = {view.document.name: file.sha256 for part in parts for view in part.documents for file in view.attached}
    reached = [{"name": each["name"], "value": "13", "measured_on": _day(at), "source": [files["closing_sources"]]}
               for each in known["contract.kpis"]]  # fmt: skip
    data = {"name": "交易", "kind": "consumption", "method": "彙總到週", "file": [files["closing_data"]]}
    desk.answer(closing, at, closing__results="全部門市導入。", closing__kpis=reached, closing__unspent="0",
                closing__data=[data], closing__declares_deidentified="yes")  # fmt: skip
    desk.step(closing, "submit", by=desk.firm, at=at)
    world.confirm_all(closing, desk.officer, at)
    desk.step(closing, "accept", at=at)
    desk.step(closing, "close", by=desk.second, at=at)
    return {"closing": str(closing)}


def desk_of(world: World, key: str, contract: UUID) -> contracting.Desk:
    desk = contracting.Desk.__new__(contracting.Desk)
    desk.firm, desk.officer, desk.second = _applicant(world, key), world.officers[0], world.officers[1]
    desk.contract = contract
    return desk


def _sign(desk: contracting.Desk, at: datetime) -> None:
    case, due = desk.contract, f"{_day(at + timedelta(days=14))} 17:00"
    desk.fill(case, at, revision__due_at=due)
    desk.step(case, "request_revision", at=at)
    lines = [{"line": "B1", "category": "設備", "work_item": "A1", "subsidy": "10,000,000", "own": "10,000,000"}]
    said = [{"number": "1", "kind": "explained", "answer": "說明"}]
    desk.answer(case, at, revision__answers=said, contract__budget_lines=lines)
    desk.attach(case, "revised_plan", at=at, pages=32)
    desk.step(case, "hand_in_revision", by=desk.firm, at=at)
    instalments = [
        {"number": "1", "due_on": _day(at), "subsidy": "6,000,000", "condition": "簽約"},
        {"number": "2", "due_on": _day(at + timedelta(days=200)), "subsidy": "4,000,000", "condition": "期中報告"},
    ]
    desk.fill(
        case, at, contract__starts_on=_day(at), contract__ends_on=_day(at + timedelta(days=300)),
        contract__instalments=instalments, contract__move_limit="10", signing__due_at=due,
    )  # fmt: skip
    desk.step(case, "open_signing", at=at)
    for nth, document in enumerate(("signed_contract", "signed_undertaking", "signed_plan"), 33):
        desk.attach(case, document, at=at, pages=nth)
    desk.step(case, "deliver", by=desk.firm, at=at)
    desk.fill(case, at, contract__signed_on=_day(at))
    desk.step(case, "conclude", at=at)


def _day(at: datetime) -> str:
    on = taipei_day(at)
    return f"{on.year - 1911}/{on.month}/{on.day}"


def _applicant(world: World, key: str) -> Actor:
    return actor_of(world.owners[key], firm=firms()[key].ubn)
