"""A change of what was approved: members answer alone, sealed, counted; without consent the approved stands."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from xuzhi.casework.models import Case
from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.casework.queries.answered import answered
from xuzhi.casework.queries.case_page import case_page
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.models import EventRow
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.panels.consents.models import Consent, ConsentRound, ConsentSheet
from xuzhi.panels.consents.operations.answer_consent import answer_consent
from xuzhi.panels.consents.operations.open_consents import open_consents
from xuzhi.panels.consents.queries import consent_asked, consents_in, consents_of
from xuzhi.panels.consents.refusals import (
    AnsweredAlready,
    AnswerMissing,
    AnswersOutstanding,
    NobodyToAsk,
    NotAsked,
    ReasonForNoMissing,
)
from xuzhi.parties.operations import add_person, grant_staff_role

from .contracting import AT, KPIS, SYSTEM, Desk, later, seat_panel, terms

pytestmark = [pytest.mark.django_db, pytest.mark.clause("G9.2")]
ASKED, SAID = later(days=1), later(days=2)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def members(desk) -> list[Actor]:
    return seat_panel(desk.proposal)


def handed_in(desk: Desk, own: str = "1,900,000", total: str = "3,900,000") -> UUID:
    case = desk.contract
    desk.fill(case, revision__due_at="115/3/20 17:00")
    desk.step(case, "request_revision")
    desk.answer(
        case,
        revision__answers=[{"number": "1", "kind": "explained", "answer": "說明"}],
        budget__total=total,
        budget__own=own,
        contract__budget_lines=[
            {"line": "B1", "category": "設備", "work_item": "A1", "subsidy": "2,000,000", "own": own}
        ],
    )
    desk.attach(case, "revised_plan")
    desk.step(case, "hand_in_revision", by=desk.firm)
    return case


def asked(desk: Desk) -> UUID:
    case = handed_in(desk)
    desk.step(case, "ask_consent", reason="自籌款減少", at=ASKED)
    return case


def test_every_member_is_asked_and_told_what_differs(desk, members):
    case = handed_in(desk)
    terms(desk)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "open_signing")
    desk.step(case, "ask_consent", reason="自籌款減少", at=ASKED)
    row = Case.objects.get(id=case)
    assert (row.stage, row.turn) == ("consent", "reviewer")
    seen = consent_asked(case, actor=members[0], at=SAID)
    assert (seen.reason, seen.open, seen.mine.sealed_at) == ("自籌款減少", True, None)
    assert seen.compared == (
        {"label": "契約的總經費", "approved": "4,000,000 元", "wanted": "3,900,000 元"},
        {"label": "契約的自籌款", "approved": "2,000,000 元", "wanted": "1,900,000 元"},
    )
    assert seen.members == ()
    assert [each.open for each in consents_of(members[1], SAID)] == [True]


def test_targets_that_were_approved_as_they_were_typed_do_not_differ(desk, members):
    typed = [{name: str(value) for name, value in each.items()} for each in KPIS]
    give_facts(desk.proposal, {"award.kpis": typed}, source="panels", actor=SYSTEM, at=AT)
    case = asked(desk)
    seen = consent_asked(case, actor=members[0], at=SAID)
    assert [each["label"] for each in seen.compared] == ["契約的總經費", "契約的自籌款"]


def test_answers_are_sealed_until_all_are_opened_and_the_count_decides(desk, members):
    case = asked(desk)
    desk.fill(case, consent__needed="2")
    answer_consent(case, True, "", actor=members[0], at=SAID)
    assert [(each.sealed_at, each.agrees) for each in consents_in(case, actor=desk.officer, at=SAID).members] == [
        (SAID, None), (None, None), (None, None),
    ]  # fmt: skip
    assert not [row for row in EventRow.objects.filter(type="ConsentSealed") if "agrees" in str(row.payload)]
    with pytest.raises(AnswersOutstanding) as refused:
        open_consents(case, actor=desk.officer, at=SAID)
    assert refused.value.values["names"] == ["乙委員", "丙委員"]
    answer_consent(case, False, "金額太低", actor=members[1], at=SAID)
    answer_consent(case, True, "", actor=members[2], at=SAID)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "give_consent")
    assert open_consents(case, actor=desk.officer, at=SAID) == 2
    assert [(each["name"], each["agrees"], each["reason"]) for each in answered(case)["consent.members"]] == [
        ("甲委員", True, ""), ("乙委員", False, "金額太低"), ("丙委員", True, ""),
    ]  # fmt: skip
    assert not ConsentSheet.objects.exists()
    desk.step(case, "give_consent")
    assert answered(case)["contract.own"] == 1_900_000


def test_too_few_who_agree_leave_the_approved_figures(desk, members):
    case = asked(desk)
    desk.fill(case, consent__needed="2")
    for member, agrees in zip(members, (True, False, False), strict=True):
        answer_consent(case, agrees, "" if agrees else "不宜變更", actor=member, at=SAID)
    assert open_consents(case, actor=desk.officer, at=SAID) == 1
    with pytest.raises(StepNotAllowed):
        desk.step(case, "give_consent")
    desk.step(case, "refuse_consent", reason="委員不同意")
    assert answered(case)["contract.own"] == 2_000_000
    terms(desk)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "open_signing")


def test_asking_again_begins_with_no_answers(desk, members):
    case = asked(desk)
    for member in members:
        answer_consent(case, False, "不宜", actor=member, at=SAID)
    open_consents(case, actor=desk.officer, at=SAID)
    desk.step(case, "refuse_consent", reason="不同意", at=SAID)
    desk.step(case, "ask_consent", reason="再請委員考慮", at=SAID)
    assert answered(case).get("consent.members") is None
    assert consent_asked(case, actor=members[0], at=SAID).mine.sealed_at is None
    assert ConsentRound.objects.filter(case_id=case).count() == 2


def test_what_cannot_be_answered(desk, members):
    case = asked(desk)
    stranger = Actor.person("00000000-0000-0000-0000-000000000001", "路人", "reviewer")
    with pytest.raises(NotAsked):
        answer_consent(case, True, "", actor=stranger, at=SAID)
    assert consent_asked(case, actor=stranger, at=SAID) is None
    with pytest.raises(AnswerMissing):
        answer_consent(case, None, "", actor=members[0], at=SAID)
    with pytest.raises(ReasonForNoMissing):
        answer_consent(case, False, " ", actor=members[0], at=SAID)
    answer_consent(case, True, "", actor=members[0], at=SAID)
    with pytest.raises(AnsweredAlready):
        answer_consent(case, False, "改變主意", actor=members[0], at=SAID)
    desk.step(case, "refuse_consent", reason="等不到委員的回答", at=SAID)
    with pytest.raises(NotAsked):
        answer_consent(case, True, "", actor=members[1], at=SAID)


def test_without_a_panel_nobody_can_be_asked_and_the_step_is_taken_back(desk):
    case = handed_in(desk)
    with pytest.raises(NobodyToAsk):
        desk.step(case, "ask_consent", reason="自籌款減少")
    assert desk.stage(case) == "rechecking"


def test_the_rows_are_made_again_from_their_events(desk, members):
    case = asked(desk)
    for member in members:
        answer_consent(case, True, "", actor=member, at=SAID)
    open_consents(case, actor=desk.officer, at=SAID)
    before = [list(model.objects.order_by("pk").values()) for model in (ConsentRound, Consent)]
    rebuild_read_models(["consents"])
    assert [list(model.objects.order_by("pk").values()) for model in (ConsentRound, Consent)] == before


def test_a_member_answers_and_the_officer_opens_on_their_pages(desk):
    people = [add_person(f"m{nth}@review.test", name, at=AT) for nth, name in enumerate(("甲委員", "乙委員"))]
    for person in people:
        grant_staff_role(person, "reviewer", actor=SYSTEM, at=AT)
    seat_panel(desk.proposal, people=people)
    case = asked(desk)
    browsers = []
    for person in people:
        browser = Client()
        browser.force_login(person)
        browsers.append(browser)
        assert "請您複核核定內容的變更" in browser.get("/review/").content.decode()
    page = browsers[0].get(f"/review/consents/{case}/").content.decode()
    assert "現在輪到您。" in page
    assert "1,900,000 元" in page
    refused = browsers[0].post(f"/review/consents/{case}/", {"agrees": "no", "reason": ""})
    assert refused.status_code == 422
    assert "不同意的，請寫明理由。" in refused.content.decode()
    for browser in browsers:
        assert browser.post(f"/review/consents/{case}/", {"agrees": "yes"}).status_code == 302
    assert "您已經回答，回答已封存" in browsers[0].get(f"/review/consents/{case}/").content.decode()
    officer = Client()
    officer.force_login(desk.officer_user)
    page = officer.get(f"/office/cases/{case}/consent/").content.decode()
    assert page.count("已回答，封存中") == 2
    assert officer.post(f"/office/cases/{case}/consent/").status_code == 302
    assert "2 位委員中，2 位同意" in officer.get(f"/office/cases/{case}/consent/").content.decode()
    assert case_page(case, actor=desk.officer, at=SAID).case.turn_label == "審查委員"
