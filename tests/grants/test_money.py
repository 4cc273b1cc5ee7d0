"""Claims, expenses and changes of a contract: two officers, never over the award, nothing paid twice."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.answered import answered
from xuzhi.casework.refusals import SubmissionBlocked
from xuzhi.casework.staging import AnotherPersonNeeded
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.grants.money.models import Entry
from xuzhi.grants.money.operations.book_payment import book_payment
from xuzhi.grants.money.projectors import MONEY
from xuzhi.grants.money.queries.money_of import money_of
from xuzhi.grants.money.refusals import InstalmentPaid, InstalmentUnknown, OverInstalment
from xuzhi.kernel.refusal import Refusal
from xuzhi.ledger.operations import rebuild_read_models

from .contracting import AT, LINES, Desk, claimed, in_force, later, paid


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def desk(db) -> Desk:
    return Desk()


@pytest.mark.clause("G11.1")
def test_an_instalment_is_paid_once_by_two_officers_and_booked(desk):
    in_force(desk)
    case = desk.begin("claim", at=later(days=50))
    when = later(days=50)
    desk.answer(case, when, claim__instalment="1", claim__amount="1,200,001", claim__fulfilled="已簽約")
    desk.attach(case, "claim_receipt", at=when)
    with pytest.raises(SubmissionBlocked):
        desk.step(case, "submit", by=desk.firm, at=when)
    desk.answer(case, when, claim__amount="1,200,000")
    desk.step(case, "submit", by=desk.firm, at=when)
    desk.step(case, "check", at=when)
    with pytest.raises(AnotherPersonNeeded):
        desk.step(case, "approve", at=when)
    desk.step(case, "approve", by=desk.second, at=when)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "pay", at=when)  # no day of payment yet
    desk.fill(case, when, claim__paid_on="115/4/21")
    desk.step(case, "pay", at=when)
    money = money_of(desk.contract)
    assert (money.paid_twd, money.left_twd) == (1_200_000, 800_000)
    assert [(each.number, each.paid_twd) for each in money.instalments] == [(1, 1_200_000), (2, 0)]
    assert answered(desk.contract)["contract.paid"] == 1_200_000
    with pytest.raises(StepNotAllowed):
        desk.step(case, "pay", by=desk.second, at=when)


@pytest.mark.clause("G11.1")
def test_a_second_claim_for_a_paid_instalment_is_refused_and_nothing_is_booked(desk):
    paid(desk)
    again = claimed_again(desk)
    with pytest.raises(Refusal):
        desk.step(again, "pay", at=later(days=52))
    assert desk.stage(again) == "payable"
    assert Entry.objects.count() == 1


def claimed_again(desk):
    when = later(days=51, hours=2)
    case = desk.begin("claim", at=when)
    desk.answer(case, when, claim__instalment="1", claim__amount="100,000", claim__fulfilled="已簽約")
    desk.attach(case, "claim_receipt", at=when, pages=2)
    desk.step(case, "submit", by=desk.firm, at=when)
    desk.step(case, "check", at=when)
    desk.step(case, "approve", by=desk.second, at=when)
    desk.fill(case, when, claim__paid_on="115/4/22")
    return case


@pytest.mark.clause("G11.1")
def test_what_is_booked_stays_within_instalment_and_award(desk):
    case = paid(desk)
    booking = {
        "case_id": case, "number": "n", "firm_ubn": desk.firm.firm, "paid_on": AT.date(), "reference": "",
        "actor": desk.officer, "at": AT,
    }  # fmt: skip
    with pytest.raises(InstalmentUnknown):
        book_payment(desk.contract, instalment=9, amount_twd=1, **booking)
    with pytest.raises(InstalmentPaid):
        book_payment(desk.contract, instalment=1, amount_twd=1, **booking)
    with pytest.raises(OverInstalment):
        book_payment(desk.contract, instalment=2, amount_twd=800_001, **booking)
    assert book_payment(desk.contract, instalment=2, amount_twd=800_000, **booking) == 2_000_000


@pytest.mark.clause("G11.1")
def test_expenses_count_against_their_lines_and_rebuild_the_same(desk):
    in_force(desk)
    case, when = desk.begin("expense_report", at=later(days=60)), later(days=60)
    item = {
        "line": "B1", "spent_on": "115/4/20", "what": "伺服器", "receipt_number": "AB1",
        "subsidy": "600,000", "own": "100,000",
    }  # fmt: skip
    desk.answer(case, when, expenses__from_on="115/4/1", expenses__until_on="115/4/30", expenses__items=[item])
    desk.attach(case, "receipts", at=when)
    desk.step(case, "submit", by=desk.firm, at=when)
    desk.step(case, "accept", at=when)
    line = money_of(desk.contract).lines[0]
    assert (line.line, line.subsidy_spent_twd, line.own_spent_twd, line.left_twd) == ("B1", 600_000, 100_000, 800_000)
    assert answered(desk.contract)["contract.spent_lines"] == [{"line": "B1", "subsidy": 600_000, "own": 100_000}]
    before = money_of(desk.contract)
    rebuild_read_models([MONEY.name])
    assert money_of(desk.contract) == before


@pytest.mark.clause("G11.1")
def test_a_line_that_is_overspent_is_not_accepted(desk):
    in_force(desk)
    case, when = desk.begin("expense_report", at=later(days=60)), later(days=60)
    item = {
        "line": "B1", "spent_on": "115/4/20", "what": "伺服器", "receipt_number": "AB1",
        "subsidy": "1,000,001", "own": "0",
    }  # fmt: skip
    desk.answer(case, when, expenses__from_on="115/4/1", expenses__until_on="115/4/30", expenses__items=[item])
    desk.attach(case, "receipts", at=when)
    desk.step(case, "submit", by=desk.firm, at=when)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "accept", at=when)


@pytest.mark.clause("G11.1")
def test_a_move_between_lines_stays_within_the_contracts_limit(desk):
    in_force(desk)
    case, when = desk.begin("amendment", at=later(days=60)), later(days=60)
    moved = [LINES[0] | {"subsidy": "1,200,000"}, LINES[1] | {"subsidy": "800,000"}]
    desk.answer(case, when, amendment__reason="設備漲價", contract__budget_lines=moved)
    with pytest.raises(SubmissionBlocked):
        desk.step(case, "submit", by=desk.firm, at=when)
    moved = [LINES[0] | {"subsidy": "1,150,000"}, LINES[1] | {"subsidy": "850,000"}]
    desk.answer(case, when, contract__budget_lines=moved)
    desk.step(case, "submit", by=desk.firm, at=when)
    desk.step(case, "agree", at=when)
    assert [each.subsidy_twd for each in money_of(desk.contract).lines] == [1_150_000, 850_000]


@pytest.mark.clause("G11.1")
def test_two_officers_who_pay_one_claim_at_once_pay_it_once(fresh_database):
    desk = Desk()
    in_force(desk)
    case = claimed(desk)
    together, came = Barrier(2), []

    def pay(officer) -> None:
        try:
            together.wait(timeout=20)
            take_step(case, "pay", actor=officer, at=later(days=51))
            came.append("paid")
        except Refusal as refusal:
            came.append(refusal.says)
        finally:
            connection.close()

    threads = [Thread(target=pay, args=(each,)) for each in (desk.officer, desk.second)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each == "paid" for each in came) == [False, True], came
    assert money_of(desk.contract).paid_twd == 1_200_000
    assert "已撥付" in next(each for each in came if each != "paid")
