"""What a register filled in is only confirmed: before the first submission, and anew where it says something else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from xuzhi.casework.models import Case
from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.look_up_facts import look_up_facts
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.task_list import task_list
from xuzhi.casework.refusals import AnswersUnconfirmed
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.queries import read_stream

from . import market
from .market import AT, later

FAIR = "craft_fair"
NAME = "晨光小吃股份有限公司"


@pytest.fixture
def workshop(firm: Actor) -> UUID:
    return open_case(FAIR, "workshop", actor=firm, at=AT)


def waiting(case_id: UUID, firm: Actor, hours: int = 0) -> list[str]:
    (section,) = task_list(case_id, actor=firm, at=later(hours=hours)).sections
    return [each.question.name for each in section.to_confirm]


def test_a_page_shows_what_the_register_filled_in_and_it_is_left_to_do(firm: Actor, workshop: UUID) -> None:
    (section,) = task_list(workshop, actor=firm, at=AT).sections
    assert [each.question.name for each in section.to_confirm] == ["company.name", "company.paid_in_capital"]
    assert (section.state, section.to_answer) == ("not_started", 2)
    assert confirm_answers(workshop, "company", actor=firm, at=AT) == ("company.name", "company.paid_in_capital")
    (section,) = task_list(workshop, actor=firm, at=AT).sections
    assert (section.state, section.to_answer, section.to_confirm) == ("done", 0, ())


def test_nothing_is_handed_in_before_somebody_looked(firm: Actor, workshop: UUID) -> None:
    with pytest.raises(AnswersUnconfirmed) as refused:
        submit_case(workshop, actor=firm, at=AT)
    assert refused.value.values == {"count": 2, "labels": ["名稱", "資本額"]}
    confirm_answers(workshop, "company", actor=firm, at=AT)
    assert submit_case(workshop, actor=firm, at=AT).nth == 1


def test_the_event_holds_the_values_that_were_looked_at(firm: Actor, workshop: UUID) -> None:
    confirm_answers(workshop, "company", actor=firm, at=AT)
    assert confirm_answers(workshop, "company", actor=firm, at=AT) == ()
    told = [each.event for each in read_stream(f"case-{workshop}") if each.type == "AnswersConfirmed"]
    filled = {"company.name": NAME, "company.paid_in_capital": 500_000}
    assert [(each.questions, each.filled) for each in told] == [([], filled)]
    assert Case.objects.get(id=workshop).confirmed_facts == filled


def test_what_is_disputed_is_the_firms_own_answer(firm: Actor, workshop: UUID) -> None:
    save_answers(workshop, {"company.name": "暮光小吃股份有限公司"}, seen={}, actor=firm, at=AT)
    assert waiting(workshop, firm) == ["company.paid_in_capital"]


def test_what_the_register_says_anew_is_looked_at_anew(firm: Actor, workshop: UUID) -> None:
    confirm_answers(workshop, "company", actor=firm, at=AT)
    market.import_company(market.company(Paid_In_Capital_Amount=800_000), taken_on=date(2026, 11, 22))
    look_up_facts(workshop, actor=firm, at=later(hours=1))
    assert waiting(workshop, firm, 1) == ["company.paid_in_capital"]
