"""Another firm signs its part: the energy services company measurement and verification, the accountant a report."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from xuzhi.casework.holding import roles_in
from xuzhi.casework.models import Answer, Case, Signature
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.part_refusals import PartChanged, RespondentUnnamed
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.cases_of import cases_asked
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.signed_views import signed_about
from xuzhi.casework.refusals import NotYours, RespondentMissing, SubmissionBlocked
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.models import EventRow
from xuzhi.ledger.operations.rebuild_read_models import rebuild_read_models
from xuzhi.notices.queries import inbox
from xuzhi.rulebook.model import CaseKind

from ..casework.market import pdf
from . import proposing
from .proposing import AT, OTHER_NAME, OTHER_UBN, PROGRAMME, UBN

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=2)
ENERGY = {
    "plan.category": "energy",
    "plan.saving_rate": "12.5",
    "plan.saving_method": "以電表讀數與基準線比較",
    "plan.bills": [
        {"account_number": "01-1", "starts_on": "114/1/1", "ends_on": "114/1/31", "contract_kw": "200", "kwh": "9,000"}
    ],
}
ESCO = {"plan.esco.ubn": OTHER_UBN, "plan.esco.name": OTHER_NAME}


@pytest.fixture
def esco(other_firm) -> Actor:
    return other_firm


@pytest.fixture
def plan(firm) -> UUID:
    return proposing.begin(firm, ENERGY | ESCO)


def invited(plan: UUID, firm: Actor, kind: str = "mv_statement", **answers: str) -> UUID:
    case = open_case(PROGRAMME, kind, actor=firm, at=AT, about=plan)
    proposing.give(case, {"invite.email": "mv@mose.test", **answers}, firm)
    submit_case(case, actor=firm, at=AT)
    return case


def shown(case: UUID, actor: Actor) -> dict[str, object]:
    page = case_page(case, actor=actor, at=LATER)
    return {each.question.name: each.value for part in page.sections for each in part.questions}


@pytest.mark.clause("G3.8")
def test_the_company_named_in_the_plan_is_invited_and_sees_its_part_alone(plan, firm, esco, officer):
    case = invited(plan, firm)
    assert (Case.objects.get(id=case).stage, Case.objects.get(id=case).turn) == ("asked", "respondent")
    assert roles_in(esco, Case.objects.get(id=case)) == {"respondent"}
    assert shown(case, esco) == {
        "invite.email": "mv@mose.test",
        "invite.words": None,
        "plan.title": "門市與倉庫的智慧補貨",
        "plan.esco.ubn": OTHER_UBN,
        "plan.esco.name": OTHER_NAME,
        "plan.saving_rate": "12.5",
        "plan.saving_method": "以電表讀數與基準線比較",
        "plan.bills": [
            {
                "account_number": "01-1", "starts_on": "2025-01-01", "ends_on": "2025-01-31", "contract_kw": 200,
                "kwh": 9000,
            }
        ],
    }  # fmt: skip
    with pytest.raises(NotYours):
        case_page(plan, actor=esco, at=LATER)
    assert [each.id for each in cases_asked(OTHER_UBN, at=LATER)] == [case]
    assert cases_asked(UBN, at=LATER) == []
    assert [each.title for each in inbox(OTHER_UBN)] == ["請確認並簽署量測與驗證的部分"]
    page = case_page(case, actor=firm, at=LATER)
    assert (page.case.turn_label, page.case.respondent_name) == ("能源技術服務業者", OTHER_NAME)


@pytest.mark.clause("G3.8")
def test_before_it_is_sent_the_company_sees_nothing(plan, firm, esco):
    case = open_case(PROGRAMME, "mv_statement", actor=firm, at=AT, about=plan)
    with pytest.raises(NotYours):
        case_page(case, actor=esco, at=AT)


@pytest.mark.clause("G3.8")
def test_a_plan_that_names_no_company_invites_nobody(firm, esco):
    plan = proposing.begin(firm, ENERGY)
    with pytest.raises(RespondentUnnamed) as refused:
        invited(plan, firm)
    assert refused.value.values["labels"] == ["能源技術服務業者的統一編號", "能源技術服務業者的名稱"]


@pytest.mark.clause("G3.8")
def test_a_firm_cannot_sign_for_itself(firm):
    plan = proposing.begin(firm, ENERGY | {"plan.esco.ubn": UBN, "plan.esco.name": "自己"})
    with pytest.raises(RespondentMissing):
        invited(plan, firm)


@pytest.mark.clause("G3.8")
def test_what_was_signed_is_kept_with_instant_person_and_hash(plan, firm, esco):
    case = invited(plan, firm)
    read = case_page(case, actor=esco, at=LATER).part
    take_step(case, "sign", actor=esco, at=LATER, shown=read.sha256)
    event = EventRow.objects.get(type="PartSigned")
    assert event.payload["says"] == (
        "本公司確認所列的量測與驗證方法、節能率目標與電費單資料，並同意依所列方法辦理量測與驗證、出具報告。"
    )
    assert event.payload["content"]["answers"]["plan.saving_method"] == "以電表讀數與基準線比較"
    assert (event.payload["sha256"], event.payload["ubn"]) == (read.sha256, OTHER_UBN)
    signed = case_page(case, actor=firm, at=LATER).part.signed
    assert (signed.stands, signed.sha256, signed.signed_by, signed.signed_at) == (True, read.sha256, "何美", LATER)
    about = case_page(plan, actor=firm, at=LATER).related.cases
    assert [(each.id, each.signed.stands, each.signed.who) for each in about] == [(case, True, "能源技術服務業者")]


@pytest.mark.clause("G3.8")
def test_a_change_of_the_part_makes_the_signature_stale_and_another_one_mends_it(plan, firm, esco, officer):
    case = invited(plan, firm)
    take_step(case, "sign", actor=esco, at=LATER)
    proposing.give(plan, {"plan.strategy": "與量測無關的一段"}, firm)
    assert case_page(case, actor=firm, at=LATER).part.signed.changed == ()
    proposing.give(plan, {"plan.saving_rate": "15"}, firm)
    for actor in (firm, esco, officer):
        assert case_page(case, actor=actor, at=LATER).part.signed.changed == ("節能率的目標",)
    (about,) = case_page(plan, actor=officer, at=LATER).related.cases
    assert about.signed.changed == ("節能率的目標",)
    take_step(case, "ask_again", actor=firm, at=LATER)
    take_step(case, "sign", actor=esco, at=LATER)
    assert case_page(case, actor=firm, at=LATER).part.signed.changed == ()
    assert Signature.objects.filter(case=case).count() == 2


def in_todays_rules(plan: UUID, actor: Actor, kind: CaseKind) -> tuple[str, ...]:
    """What changed since it was signed, where today's rules have that kind."""
    reading = Reading(plan, actor=actor, at=LATER)
    (view,) = signed_about(reading, {kind.name: kind}, Case.objects.filter(kind=kind.name)).values()
    return view.changed


@pytest.mark.clause("G3.8")
def test_a_question_that_the_rules_add_or_drop_is_nobody_s_change(plan, firm, esco):
    case = invited(plan, firm)
    take_step(case, "sign", actor=esco, at=LATER)
    kind = Reading(case, actor=firm, at=LATER).kind
    method = kind.question("plan.saving_method")
    added = replace(kind, questions=(*kind.questions, replace(method, name="plan.strategy", label="策略")))
    dropped = replace(kind, questions=tuple(each for each in kind.questions if each != method))
    assert (in_todays_rules(plan, firm, added), in_todays_rules(plan, firm, dropped)) == ((), ())
    proposing.give(plan, {"plan.saving_method": "以子電表計算"}, firm)
    assert in_todays_rules(plan, firm, added) == (method.label,)
    assert len(in_todays_rules(plan, firm, dropped)) == 1


@pytest.mark.clause("G3.8")
def test_what_was_shown_blank_and_is_answered_later_is_a_change(firm, esco):
    plan = proposing.begin(firm, ENERGY | ESCO | {"plan.saving_method": None})
    case = invited(plan, firm)
    take_step(case, "sign", actor=esco, at=LATER)
    assert case_page(case, actor=firm, at=LATER).part.signed.changed == ()
    proposing.give(plan, {"plan.saving_method": "以子電表計算"}, firm)
    assert case_page(case, actor=firm, at=LATER).part.signed.changed == ("節能量怎麼算、怎麼量測驗證",)


@pytest.mark.clause("G3.8")
def test_what_changed_since_it_was_read_is_not_signed(plan, firm, esco):
    case = invited(plan, firm)
    read = case_page(case, actor=esco, at=LATER).part
    proposing.give(plan, {"plan.saving_rate": "15"}, firm)
    with pytest.raises(PartChanged):
        take_step(case, "sign", actor=esco, at=LATER, shown=read.sha256)
    assert not Signature.objects.exists()


@pytest.mark.clause("G3.8")
def test_bills_that_are_exchanged_make_it_stale_too(plan, firm, esco):
    def attach(pages: int) -> None:
        sealed = seal_file(io.BytesIO(pdf(pages)), "bill.pdf", actor=firm, at=AT)
        attach_document(plan, "electricity_bills", sealed.sha256, actor=firm, at=AT)

    attach(1)
    case = invited(plan, firm)
    files = [f for part in case_page(case, actor=esco, at=LATER).sections for d in part.documents for f in d.attached]
    assert [each.name for each in files] == ["bill.pdf"]
    take_step(case, "sign", actor=esco, at=LATER)
    attach(2)
    assert case_page(case, actor=firm, at=LATER).part.signed.changed == ("改善場域的電費單",)


@pytest.mark.clause("G3.8")
def test_another_company_named_and_an_invitation_withdrawn_close_the_part(plan, firm, esco):
    case = invited(plan, firm)
    proposing.give(plan, {"plan.esco.ubn": proposing.NUMBERS[0], "plan.esco.name": "另一家"}, firm)
    assert shown(case, esco) == {}
    proposing.give(plan, ESCO, firm)
    assert shown(case, esco)["plan.esco.name"] == OTHER_NAME
    take_step(case, "withdraw", actor=firm, at=LATER, reason="改由別家辦理")
    assert shown(case, esco) == {}


@pytest.mark.clause("G3.8")
def test_what_does_not_fit_goes_back_with_its_reason(plan, firm, esco):
    case = invited(plan, firm)
    take_step(case, "return", actor=esco, at=LATER, reason="基準線的期間太短")
    row = Case.objects.get(id=case)
    assert (row.stage, row.turn) == ("returned", "applicant")
    assert "能源技術服務業者退回量測與驗證的部分" in [each.title for each in inbox(UBN)]


@pytest.mark.clause("G6.1")
def test_the_accountant_signs_the_audit_report_and_sees_nothing_else(firm, esco):
    plan = proposing.begin(firm, {"finance.proof": "audit_report", "finance.parts": ["balance_sheet"]})
    named = {"accountant.ubn": OTHER_UBN, "accountant.name": OTHER_NAME}
    case = invited(plan, firm, "accountant_statement", **named)
    page = case_page(case, actor=esco, at=LATER)
    asked = {each.question.name for part in page.sections for each in part.questions if each.asked}
    assert asked >= {"finance.proof", "finance.parts"}
    assert not {name for name in asked if name.startswith("expenses.")}
    take_step(case, "sign", actor=esco, at=LATER, shown=page.part.sha256)
    proposing.give(plan, {"finance.parts": ["balance_sheet", "income_statement"]}, firm)
    assert case_page(case, actor=firm, at=LATER).part.signed.changed == ("文件包含哪些部分",)


@pytest.mark.clause("G6.1")
def test_without_an_audit_report_there_is_nothing_for_an_accountant(firm, esco):
    plan = proposing.begin(firm)
    with pytest.raises(SubmissionBlocked) as refused:
        invited(plan, firm, "accountant_statement", **{"accountant.ubn": OTHER_UBN, "accountant.name": OTHER_NAME})
    assert [each.check for each in refused.value.findings] == ["audit_report_named"]


def test_signatures_are_made_again_from_their_events(plan, firm, esco):
    case = invited(plan, firm)
    take_step(case, "sign", actor=esco, at=LATER)
    before = list(Signature.objects.values())
    rebuild_read_models()
    assert list(Signature.objects.values()) == before
    assert Case.objects.get(id=case).respondent_ubn == OTHER_UBN
    assert Answer.objects.filter(case=case).exists()
