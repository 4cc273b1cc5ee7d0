"""A proposal that was selected, its contract, and what comes after it: what people do, in calls of the operations."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from xuzhi.casework.events import StepTaken
from xuzhi.casework.models import Case
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.fill_in import fill_in
from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record
from xuzhi.panels import events as panel_events
from xuzhi.parties.models import User

from ..casework.market import pdf
from . import proposing
from .proposing import AT, PROGRAMME

SYSTEM = Actor.system("setup")
KPIS = [{"name": name, "unit": "件", "baseline": 10, "target": 13} for name in ("每人時揀貨件數", "每日補貨次數")]
AWARD = {
    "award.total": 4_000_000,
    "award.subsidy": 2_000_000,
    "award.own": 2_000_000,
    "award.kpis": KPIS,
    "award.advice": [{"number": 1, "comment": "請說明場域的代表性"}],
}
LINES = [
    {"line": "B1", "category": "設備", "work_item": "A1", "subsidy": "1,000,000", "own": "500,000"},
    {"line": "B2", "category": "人事", "work_item": "A2", "subsidy": "1,000,000", "own": "1,500,000"},
]


def later(**spans: int) -> datetime:
    return AT + timedelta(**spans)


class Desk:
    """A firm with two officers, and the case of its contract."""

    def __init__(self) -> None:
        proposing.load_register()
        self.firm = proposing.as_applicant(proposing.found_firm())
        self.officer_user = proposing.make_officer()
        self.officer = proposing.as_officer(self.officer_user)
        self.second = Actor.person("second-officer", "李承辦", "officer")
        self.proposal = proposing.begin(self.firm)
        agreed = seal_file(io.BytesIO(pdf(40)), "同意書.pdf", actor=self.firm, at=AT)
        attach_document(self.proposal, "member_proofs", agreed.sha256, actor=self.firm, at=AT)
        select(self.proposal)
        self.contract = open_case(PROGRAMME, "contract", actor=SYSTEM, at=AT, about=self.proposal)

    def fill(self, case: UUID, at: datetime = AT, **answers: Any) -> None:
        said = {name.replace("__", "."): value for name, value in answers.items()}
        shown = case_page(case, actor=self.officer, at=at).sections
        seen = {each.question.name: each.version for part in shown for each in part.questions}
        result = fill_in(case, said, seen=seen, actor=self.officer, at=at)
        assert {name: each.says for name, each in result.invalid.items()} == {}
        assert not result.conflicts

    def answer(self, case: UUID, at: datetime = AT, **answers: Any) -> None:
        said = {name.replace("__", "."): value for name, value in answers.items()}
        shown = case_page(case, actor=self.firm, at=at).sections
        seen = {each.question.name: each.version for part in shown for each in part.questions}
        result = save_answers(case, said, seen=seen, actor=self.firm, at=at)
        assert {name: each.says for name, each in result.invalid.items()} == {}

    def attach(self, case: UUID, document: str, by: Actor | None = None, at: datetime = AT, pages: int = 1) -> None:
        who = by or self.firm
        sealed = seal_file(io.BytesIO(pdf(pages)), f"{document}.pdf", actor=who, at=at)
        attach_document(case, document, sealed.sha256, actor=who, at=at)

    def step(self, case: UUID, name: str, by: Actor | None = None, at: datetime = AT, **more: Any) -> None:
        take_step(case, name, actor=by or self.officer, at=at, **more)

    def stage(self, case: UUID) -> str:
        return str(Case.objects.get(id=case).stage)

    def opened(self, kind: str) -> UUID:
        case: UUID = Case.objects.filter(kind=kind).order_by("-opened_at", "-number").first().id
        return case

    def begin(self, kind: str, about: UUID | None = None, by: Actor | None = None, at: datetime = AT) -> UUID:
        return open_case(PROGRAMME, kind, actor=by or self.firm, at=at, about=about or self.contract)


def select(proposal: UUID, award: dict[str, Any] | None = None) -> None:
    """The panel has selected it: the facts that its meeting settled, and the stage."""
    give_facts(proposal, award or AWARD, source="panels", actor=SYSTEM, at=AT)
    case = Case.objects.get(id=proposal)
    taken = StepTaken(
        case_id=str(proposal), step="select", by="officer", from_stage=case.stage, to_stage=STAGE, turn="none",
        ends=True, outcome="approved", reason="", ruling="", grounds=[], effects=[],
    )  # fmt: skip
    with transaction.atomic():
        record(f"case-{proposal}", [taken], actor=SYSTEM, at=AT)


STAGE = "selected"


def seat_panel(proposal: UUID, people: Sequence[User] = ()) -> list[Actor]:
    """The panel that settled the proposal, as its events left it; gives its members."""
    known = [(str(each.id), each.name) for each in people]
    sat = known or [(str(uuid4()), name) for name in ("甲委員", "乙委員", "丙委員")]
    panel, members = str(uuid4()), [Actor.person(each, name, "reviewer") for each, name in sat]
    happened: list[Event] = [
        panel_events.PanelFormed(
            panel_id=panel, case_id=str(proposal), case_number="CAI-1", programme=PROGRAMME, kind="proposal",
            stage="meeting", nth=1, subject="", firm_ubn="24549210", firm_name="晨光", parties=[],
        )
    ]  # fmt: skip
    for each in members:
        entered = panel_events.ReviewerEntered(
            each.id, each.name, f"{each.id}@review.test", "大學", "", "", "", "", [], [], []
        )
        with transaction.atomic():
            record(panel_events.reviewer_stream(each.id), [entered], actor=SYSTEM, at=AT)
        happened.append(panel_events.ReviewerAppointed(panel, each.id, each.name, "大學"))
    with transaction.atomic():
        opened = panel_events.ScoresOpened(panel, [])
        record(panel_events.panel_stream(panel), [*happened, opened], actor=SYSTEM, at=AT)
    return members


def revised(desk: Desk) -> UUID:
    """The revised plan was handed in as approved."""
    case = desk.contract
    desk.fill(case, revision__due_at="115/3/20 17:00")
    desk.step(case, "request_revision")
    desk.answer(
        case,
        revision__answers=[{"number": "1", "kind": "revised", "answer": "已補充場域的代表性", "place": "第 3 章"}],
        contract__budget_lines=LINES,
    )
    desk.attach(case, "revised_plan")
    desk.step(case, "hand_in_revision", by=desk.firm)
    return case


def terms(desk: Desk) -> None:
    desk.fill(
        desk.contract,
        contract__starts_on="115/4/1",
        contract__ends_on="116/3/31",
        contract__instalments=[
            {"number": "1", "due_on": "115/4/15", "subsidy": "1,200,000", "condition": "簽約"},
            {"number": "2", "due_on": "115/10/15", "subsidy": "800,000", "condition": "期中報告備查"},
        ],
        contract__move_limit="10",
        signing__due_at="115/3/27 17:00",
    )


def in_force(desk: Desk) -> UUID:
    """The contract is signed and in force."""
    case = revised(desk)
    terms(desk)
    desk.step(case, "open_signing")
    for nth, document in enumerate(("signed_contract", "signed_undertaking", "signed_plan"), 2):
        desk.attach(case, document, pages=nth)
    desk.step(case, "deliver", by=desk.firm)
    desk.fill(case, contract__signed_on="115/3/2")
    desk.step(case, "conclude")
    return case


def claimed(desk: Desk, instalment: int = 1, amount: str = "1,200,000", at: datetime | None = None) -> UUID:
    """A claim that was checked by the one officer and approved by the other, and waits to be paid."""
    when = at or later(days=50)
    case = desk.begin("claim", at=when)
    desk.answer(case, when, claim__instalment=str(instalment), claim__amount=amount, claim__fulfilled="已簽約")
    desk.attach(case, "claim_receipt", at=when)
    desk.step(case, "submit", by=desk.firm, at=when)
    desk.step(case, "check", at=when)
    desk.step(case, "approve", by=desk.second, at=when)
    desk.fill(case, when, claim__paid_on="115/4/21", claim__reference="P-1")
    return case


def paid(desk: Desk) -> UUID:
    in_force(desk)
    case = claimed(desk)
    desk.step(case, "pay", at=later(days=51))
    return case


def set_days(name: str, days: int) -> None:
    set_parameter(PROGRAMME, name, days, from_on=AT.date(), reason="測試", actor=SYSTEM, at=AT)
