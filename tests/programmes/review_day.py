"""Proposals on their way through the review meeting, told in calls of the operations."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from xuzhi.casework.models import Case, FindingRow
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.confirm_findings import confirm_findings
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.findings_to_confirm import findings_to_confirm
from xuzhi.casework.queries.task_list import task_list
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.ubn import is_ubn
from xuzhi.panels.meeting import Meeting
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.hand_in_scores import hand_in_scores
from xuzhi.panels.operations.open_scores import open_scores
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.pledge_confidentiality import pledge_confidentiality
from xuzhi.panels.operations.send_invitations import send_invitations
from xuzhi.panels.profiles import Profile
from xuzhi.parties.operations import add_person, grant_staff_role, register_firm
from xuzhi.registers.operations.import_snapshot import import_snapshot

from ..casework.market import company, pdf
from ..documents import making

PROGRAMME, KIND = "commerce_ai_grant", "proposal"
SUBMITTED = datetime(2026, 3, 23, 10, 0, tzinfo=TAIPEI)
MEETS = datetime(2026, 4, 27, 14, 0, tzinfo=TAIPEI)
DUE = datetime(2026, 4, 22, 17, 0, tzinfo=TAIPEI)
CALLED = datetime(2026, 4, 13, 9, 0, tzinfo=TAIPEI)
UBNS = ("24549210", "22099131", "12345675")
NAMES = ("晨光百貨股份有限公司", "暮色超市股份有限公司", "晚霞物流股份有限公司")
PARTNERS = [f"{number:08}" for number in range(20_000_000, 20_002_000) if is_ubn(f"{number:08}")][:199]
PEOPLE = [
    {"name": "林怡君", "role": "leader", "job_title": "總經理", "manages": "yes"},
    {"name": "陳建宏", "role": "member", "job_title": "資訊部經理", "manages": "yes"},
    {"name": "黃小芬", "role": "member", "job_title": "專員", "manages": "no"},
]
SETTINGS: dict[str, int] = {
    "panel_least_members": 2,
    "panel_pass_mark": 70,
    "panel_outlier_difference": 15,
    "weight_theme": 40,
    "weight_output": 30,
    "weight_capability": 30,
    "weight_theme_energy": 30,
    "weight_output_energy": 20,
    "weight_capability_energy": 25,
    "weight_saving": 25,
    "award_budget_smart_operations": 30_000_000,
    "award_budget_energy": 15_000_000,
}
MEMBERS = ("甲委員", "乙委員", "丙委員")
POWERPOINT = making.office("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")


def set_up() -> Actor:
    """Registers, settings and an officer."""
    day = date(2026, 3, 20)
    noon = datetime(2026, 3, 20, 12, tzinfo=TAIPEI)
    rows = [company(ubn, name) | {"Paid_In_Capital_Amount": 50_000_000} for ubn, name in zip(UBNS, NAMES, strict=True)]
    content = json.dumps(rows, ensure_ascii=False).encode()
    import_snapshot("company", content, day, "測試", actor=Actor.system("registers"), at=noon)
    for name, value in SETTINGS.items():
        set_one(name, value)
    user = add_person("office@review.test", "林承辦", at=SUBMITTED)
    grant_staff_role(user, "officer", actor=Actor.system("setup"), at=SUBMITTED)
    return Actor.person(str(user.id), user.name, "officer")


def set_one(name: str, value: Any) -> None:
    setup = Actor.system("setup")
    day, noon = date(2026, 2, 13), datetime(2026, 3, 20, 12, tzinfo=TAIPEI)
    set_parameter(PROGRAMME, name, value, from_on=day, reason="測試", actor=setup, at=noon)


def firm(nth: int = 0) -> Actor:
    owner = add_person(f"owner{nth}@review.test", "林怡君", at=SUBMITTED)
    person = Actor.person(str(owner.id), owner.name, "applicant")
    register_firm(
        UBNS[nth], NAMES[nth], owner=owner, contact_email=f"contact{nth}@review.test", county="臺中市", actor=person,
        at=SUBMITTED,
    )  # fmt: skip
    return Actor.person(str(owner.id), owner.name, "applicant", UBNS[nth])


def answers(category: str = "smart_operations", **changes: Any) -> dict[str, Any]:
    sites = [
        {"name": name, "type": kind, "owner": "自有", "tie": tie, "address": "臺中市西屯區文心路一段1號",
         "account_number": f"0{nth}", "contract_kw": "200"}
        for nth, (name, kind, tie) in enumerate(
            [("總部", "headquarters", "headquarters"), ("西屯店", "store", "branch"), ("大雅倉", "warehouse", "branch")]
        )
    ]  # fmt: skip
    kpi = {
        "formula": "件／小時", "unit": "件", "baseline": "10", "target": "13", "due_on": "2027-03-31", "source": "系統",
        "ai_tool": "排程模型",
    }  # fmt: skip
    known = {
        "contact.name": "林怡君", "contact.telephone": "04-2222-3333", "contact.email": "service@review.test",
        "company.industry": "retail", "impact.grounds": ["revenue"], "impact.description": "營收下滑兩成",
        "plan.title": "智慧補貨整合計畫", "plan.category": category, "plan.period.starts_on": "2026-02-13",
        "plan.period.ends_on": "2027-04-20", "plan.period.reason": "依核定期程", "plan.strategy": "以資料補貨",
        "plan.implementation": "分三期導入", "plan.benefits": "缺貨減半", "plan.people": PEOPLE, "plan.sites": sites,
        "plan.work_items": [
            {"code": "A1", "name": "導入", "starts_on": "2026-06-01", "ends_on": "2027-03-31", "lead": "陳建宏"}
        ],
        "plan.members": [
            {"ubn": UBNS[0], "name": NAMES[0], "kind": "applicant", "proof": "合作同意書"},
            *({"ubn": ubn, "name": f"{ubn} 商行", "kind": "supply_chain", "proof": "合作同意書"} for ubn in PARTNERS),
        ],
        "plan.bills": [
            {"account_number": f"0{nth}", "starts_on": "2026-01-01", "ends_on": "2026-01-31", "contract_kw": "200",
             "kwh": "1000"}
            for nth in range(3)
        ],
        "plan.kpis": [{"name": "揀貨件數", **kpi}, {"name": "補貨次數", **kpi}],
        "plan.efficiency.indicator": "每人時揀貨件數", "plan.efficiency.formula": "件／人時",
        "plan.efficiency.baseline_period": "114 年", "plan.efficiency_gain": "25", "plan.saving_rate": "12",
        "plan.saving_method": "以基準線比較", "plan.esco.ubn": UBNS[2], "plan.esco.name": "能源技術股份有限公司",
        "budget.total": "20000000", "budget.subsidy": "10000000", "budget.own": "10000000",
        "budget.lines": [{"category": "設備", "work_item": "A1", "description": "設備", "amount_twd": "20000000"}],
        "finance.proof": "tax_return", "finance.parts": ["cover", "income_statement", "balance_sheet"],
    }  # fmt: skip
    declared = ("truthful", "not_funded_before", "no_prc_ict", "not_prc_funded", "no_arrears", "not_suspended",
                "no_serious_violation", "own_liability", "no_return")  # fmt: skip
    return known | {f"declaration.{each}": "yes" for each in declared} | changes


def seal(content: bytes, name: str, actor: Actor, at: datetime) -> str:
    return seal_file(io.BytesIO(content), name, actor=actor, at=at).sha256


def paper(nth: int) -> bytes:
    return pdf(nth)


def submitted(actor: Actor, category: str = "smart_operations", **changes: Any) -> UUID:
    """A proposal that is sent, though the rules may find this and that in it."""
    case_id = open_case(PROGRAMME, KIND, actor=actor, at=SUBMITTED)
    tasks = task_list(case_id, actor=actor, at=SUBMITTED)
    seen = {each.question.name: each.version for section in tasks.sections for each in section.questions}
    given = {name: value for name, value in answers(category, **changes).items() if name in seen}
    came = save_answers(case_id, given, seen=seen, actor=actor, at=SUBMITTED)
    assert not came.invalid, {name: each.says for name, each in came.invalid.items()}
    confirm_answers(case_id, "company", actor=actor, at=SUBMITTED)
    files = {"finance_proof": 1, "plan_pdf": 2, "sworn_statement": 3, "proof_revenue": 4}
    files |= {"electricity_bills": 5} if category == "energy" else {"member_proofs": 6}
    for document, pages in files.items():
        name = "合作同意書.pdf" if document == "member_proofs" else f"{document}.pdf"
        sha256 = seal(paper(pages), name, actor, SUBMITTED)
        attach_document(case_id, document, sha256, actor=actor, at=SUBMITTED)
    word = seal(making.office(), "plan.docx", actor, SUBMITTED)
    attach_document(case_id, "plan_word", word, actor=actor, at=SUBMITTED)
    submit_case(case_id, actor=actor, at=SUBMITTED)
    return case_id


def qualified(actor: Actor, officer: Actor, category: str = "smart_operations", **changes: Any) -> UUID:
    """A proposal that goes on to the meeting."""
    case_id = submitted(actor, category, **changes)
    at = SUBMITTED + timedelta(hours=1)
    found = {row.check_name: row.finding for row in FindingRow.objects.filter(case_id=case_id, outcome="not_met")}
    assert not found, found
    open_ones = dict.fromkeys(findings_to_confirm(case_id), "met")
    confirm_findings(case_id, open_ones, note="測試", actor=officer, at=at)
    take_step(case_id, "pass_qualification", actor=officer, at=at)
    return case_id


def meeting(**changes: Any) -> Meeting:
    phases = {"presentation": 15, "questions": 10, "answers": 10}
    return replace(Meeting(MEETS, 40, "三樓會議室", "", "請帶身分證件", DUE, phases), **changes)


class Review:
    """Proposals on one agenda, each with its panel of three; `panels` and `cases` by place."""

    def __init__(
        self,
        officer: Actor,
        proposals: Sequence[tuple[Actor, UUID]],
        *,
        sitting: UUID | None = None,
        members: Sequence[Actor] = (),
    ) -> None:
        """A sitting and members of its own, if none are given."""
        self.officer = officer
        self.firms = [actor for actor, _ in proposals]
        self.cases = [case_id for _, case_id in proposals]
        self.sitting = sitting or arrange_sitting(PROGRAMME, meeting(), actor=officer, at=CALLED)
        self.members = list(members) or [self._member(name) for name in MEMBERS]
        self.panels = [self._panel(case_id) for case_id in self.cases]

    def _member(self, name: str) -> Actor:
        profile = Profile(
            name=name, email=f"{ord(name[0])}@expert.test", organisation=f"{name}的大學", expertise=("ai",)
        )
        return Actor.person(str(enter_reviewer(profile, actor=self.officer, at=CALLED)), name, "reviewer")

    def _panel(self, case_id: UUID) -> UUID:
        panel = form_panel(case_id, actor=self.officer, at=CALLED)
        for member in self.members:
            appoint_reviewer(panel, UUID(member.id), actor=self.officer, at=CALLED)
        place_on_agenda(panel, self.sitting, actor=self.officer, at=CALLED)
        send_invitations(panel, actor=self.officer, at=CALLED)
        for member in self.members:
            pledge_confidentiality(panel, actor=member, at=CALLED)
            declare_conflicts(panel, conflict=False, actor=member, at=CALLED)
        return panel

    def case(self, nth: int = 0) -> Case:
        return Case.objects.get(id=self.cases[nth])

    def hand_in(self, nth: int = 0, *, at: datetime = CALLED, documents: Sequence[str] = ()) -> None:
        """Material and slides; only those that are named, if any are."""
        files = {
            "meeting_material": (paper(6), "資料.pdf"),
            "slides_powerpoint": (POWERPOINT, "簡報.pptx"),
            "slides_pdf": (paper(7), "簡報.pdf"),
        }
        for document in documents or files:
            content, name = files[document]
            sha256 = seal(content, name, self.firms[nth], at)
            attach_document(self.cases[nth], document, sha256, actor=self.firms[nth], at=at)

    def score(self, nth: int, share: float, *, at: datetime = MEETS + timedelta(hours=1)) -> None:
        """Every member gives that share of the points; then they are opened."""
        self.give_points(nth, share, at=at)
        open_scores(self.panels[nth], actor=self.officer, at=at)

    def give_points(self, nth: int, share: float, *, at: datetime = MEETS + timedelta(hours=1)) -> None:
        """Every member hands in that share of the points."""
        for member in self.members:
            give_share(self.panels[nth], member, share, at)


def give_share(panel: UUID, member: Actor, share: float, at: datetime) -> None:
    """A member hands in that share of the points."""
    from xuzhi.panels.locking import look

    scales = {each.name: each.scale for each in look(panel, at).scoring().criteria}
    typed = {f"points-{name}": str(round(float(scale) * share, 1)) for name, scale in scales.items()}
    typed |= {f"reason-{name}": "理由" for name in scales}
    hand_in_scores(panel, typed, actor=member, at=at)
