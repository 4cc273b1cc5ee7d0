"""What is asked at a stage of its own, what the office answers itself, and the second person."""

import pytest

from xuzhi.casework.models import FindingRow, StepRow, Submission
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.fill_in import fill_in
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.refusals import FilledElsewhere, NotEditable, OfficeOnly
from xuzhi.casework.staging import AnotherPersonNeeded, StillDue
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.kernel.actor import Actor

from . import market
from .market import AT, MARKET, OFFICE

SECOND = Actor.person("second", "第二位", "officer")


@pytest.fixture
def lease(firm):
    market.with_code(firm)
    stall = market.opened(firm, prices=[{"dish": "臭豆腐", "price_twd": 70}, {"dish": "米血", "price_twd": 40}])
    return open_case(MARKET, "lease", actor=OFFICE, at=AT, about=stall)


def asked(lease, firm):
    save_answers(lease, {"lease.wish": "入口"}, seen={}, actor=firm, at=AT)
    take_step(lease, "ask", actor=firm, at=AT)


def checked(lease, firm, by=OFFICE):
    asked(lease, firm)
    fill_in(lease, {"lease.rent_twd": "1,200", "lease.place": "A1"}, seen={}, actor=by, at=AT)
    take_step(lease, "check", actor=by, at=AT)


def question(lease, name, actor):
    views = [one for part in case_page(lease, actor=actor, at=AT).sections for one in part.questions]
    return next(one for one in views if one.question.name == name)


def test_what_the_stage_asks_must_be_there_before_it_is_left(lease, firm):
    with pytest.raises(StillDue) as refused:
        take_step(lease, "ask", actor=firm, at=AT)
    assert refused.value.values["labels"] == ["想要的位置"]
    asked(lease, firm)
    assert Submission.objects.filter(case_id=lease).count() == 1
    row = FindingRow.objects.get(case_id=lease, check_name="wished")
    assert row.outcome == "met"


def test_what_belongs_to_another_stage_cannot_be_answered(lease, firm):
    asked(lease, firm)
    with pytest.raises(NotEditable):
        save_answers(lease, {"lease.wish": "出口"}, seen={"lease.wish": 1}, actor=firm, at=AT)
    assert not question(lease, "lease.wish", firm).editable


def test_the_office_answers_its_own_and_nobody_else_does(lease, firm):
    asked(lease, firm)
    with pytest.raises(FilledElsewhere):
        fill_in(lease, {"lease.wish": "出口"}, seen={}, actor=OFFICE, at=AT)
    with pytest.raises(OfficeOnly):
        fill_in(lease, {"lease.rent_twd": "1"}, seen={}, actor=firm, at=AT)
    with pytest.raises(StepNotAllowed) as refused:
        take_step(lease, "check", actor=OFFICE, at=AT)
    assert "還沒有填租金" in refused.value.says
    saved = fill_in(lease, {"lease.rent_twd": "1,200"}, seen={}, actor=OFFICE, at=AT)
    assert saved.saved == {"lease.rent_twd": 1}
    assert question(lease, "lease.rent_twd", OFFICE).value == 1200
    again = fill_in(lease, {"lease.rent_twd": "1,300"}, seen={}, actor=SECOND, at=AT)
    assert again.conflicts["lease.rent_twd"].value == 1200


def test_the_office_cannot_answer_while_it_is_the_firms_turn(lease, firm):
    with pytest.raises(NotEditable):
        fill_in(lease, {"lease.rent_twd": "1"}, seen={}, actor=OFFICE, at=AT)
    assert question(lease, "lease.place", OFFICE).asked is False


def test_a_second_person_is_needed(lease, firm):
    checked(lease, firm)
    assert StepRow.objects.get(case_id=lease, step="check").actor_id == OFFICE.id
    with pytest.raises(AnotherPersonNeeded):
        take_step(lease, "approve", actor=OFFICE, at=AT)
    take_step(lease, "approve", actor=SECOND, at=AT)


def test_a_document_of_a_stage(lease, firm):
    checked(lease, firm)
    take_step(lease, "approve", actor=SECOND, at=AT)
    (document,) = [one for part in case_page(lease, actor=firm, at=AT).sections for one in part.documents]
    assert (document.asked, document.required, document.editable) == (True, True, True)
    attach_document(lease, "signed_lease", market.seal(firm, "租約.pdf"), actor=firm, at=AT)
    take_step(lease, "sign", actor=firm, at=AT)
