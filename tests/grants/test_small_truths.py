"""What pages and letters of a grant say is so: nothing is done that was never asked, no time that never was."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from xuzhi.casework.models import ClockRow
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.task_list import task_list
from xuzhi.kernel.roc import TAIPEI
from xuzhi.notices.queries import notices_of_case

from . import proposing
from .contracting import AT, Desk, in_force, later, paid, revised, set_days, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def states(case: UUID, actor) -> dict[str, str]:
    return {each.name: each.state for each in task_list(case, actor=actor, at=AT).sections}


def question(case: UUID, name: str, actor):
    shown = case_page(case, actor=actor, at=AT).sections
    return next(each for part in shown for each in part.questions if each.question.name == name)


@pytest.mark.clause("G5.2")
def test_a_section_with_nothing_to_ask_is_not_done_but_not_asked(firm):
    case = proposing.begin(firm)
    found = states(case, firm)
    assert (found["energy"], found["members"]) == ("not_asked", "done")
    proposing.give(case, {"plan.category": "energy"}, firm)
    found = states(case, firm)
    assert (found["energy"], found["members"]) == ("not_started", "not_asked")


@pytest.mark.clause("G5.1")
def test_a_draft_tells_no_time_at_which_it_was_sent(firm, officer):
    case = proposing.begin(firm)
    for actor in (firm, officer):
        assert question(case, "submitted_at", actor).shown == ""


@pytest.mark.clause("G6.1")
@pytest.mark.parametrize(
    ("proof", "parts"),
    [
        ("tax_return", ["cover", "income_statement", "balance_sheet"]),
        ("audit_report", ["income_statement", "balance_sheet"]),
        ("statement_401_403", ["stamp"]),
    ],
)
def test_only_the_parts_that_are_asked_are_there_to_tick(firm, proof, parts):
    case = proposing.begin(firm, {"finance.proof": proof, "finance.parts": parts})
    view = question(case, "finance.parts", firm)
    assert [each.code for each in view.question.of] == parts
    assert view.value == parts


@pytest.mark.clause("G6.1")
def test_before_a_proof_is_chosen_every_part_is_there(firm):
    case = proposing.begin(firm, {"finance.proof": "", "finance.parts": ""})
    assert len(question(case, "finance.parts", firm).question.of) == 4


@pytest.mark.clause("G10.5")
def test_the_links_to_recovery_are_shown_from_the_first_stage_on(desk):
    paid(desk)
    set_days("breach_improvement_days", 14)
    case = desk.begin("breach", by=desk.officer, at=later(days=60))
    (chain,) = case_page(case, actor=desk.officer, at=later(days=60)).chains
    assert (chain.name, chain.here, chain.done) == ("recover", False, 0)
    assert [(link.code, stands) for link, stands in chain.links] == [
        (code, False) for code in ("ground", "evidence", "order", "unimproved", "warning", "again", "gravity", "amount")
    ]
    at = later(days=60)
    desk.fill(case, at, breach__grounds=["behind"], breach__facts="進度落後")
    desk.attach(case, "breach_evidence", by=desk.officer, at=at, pages=60)
    (chain,) = case_page(case, actor=desk.officer, at=at).chains
    assert [link.code for link, stands in chain.links if stands] == ["ground", "evidence"]
    browser = Client()
    browser.force_login(desk.officer_user)
    page = browser.get(f"/office/cases/{case}/").content.decode()
    assert "8 環中 2 環成立" in page
    assert page.count("還沒到") == 6
    assert case_page(case, actor=desk.firm, at=at).chains == ()


@pytest.mark.clause("G11.1")
def test_reports_that_the_contract_asks_for_are_reminded_of_and_told_when_their_time_is_over(desk):
    revised(desk)
    terms(desk)
    reports = [
        {"kind": "progress", "due_on": "115/6/30", "remind_on": "115/6/15"},
        {"kind": "expense", "due_on": "115/6/30"},
        {"kind": "progress", "due_on": "115/12/31"},
    ]
    desk.fill(desk.contract, contract__reports=reports)
    desk.step(desk.contract, "open_signing")
    for nth, document in enumerate(("signed_contract", "signed_undertaking", "signed_plan"), 2):
        desk.attach(desk.contract, document, pages=nth)
    desk.step(desk.contract, "deliver", by=desk.firm)
    desk.fill(desk.contract, contract__signed_on="115/3/2")
    desk.step(desk.contract, "conclude")
    rows = ClockRow.objects.filter(case=desk.contract, state="running").order_by("due_on")
    assert [(each.clock, each.due_on.isoformat()) for each in rows] == [
        ("report_reminder", "2026-06-15"), ("report", "2026-06-30"), ("report", "2026-12-31"),
    ]  # fmt: skip

    def letters() -> list[str]:
        return [each.rule for each in notices_of_case(desk.contract) if each.rule.startswith("report_")]

    reminded = datetime(2026, 6, 16, tzinfo=TAIPEI)
    sweep_clocks(at=reminded - timedelta(seconds=1))
    assert letters() == []
    sweep_clocks(at=reminded)
    assert letters() == ["report_reminder"]
    sweep_clocks(at=datetime(2026, 7, 1, tzinfo=TAIPEI))
    assert sorted(letters()) == ["report_over", "report_reminder"]
    assert desk.stage(desk.contract) == "in_force"


@pytest.mark.clause("G11.1")
def test_a_contract_that_asks_for_no_reports_reminds_of_none(desk):
    in_force(desk)
    assert not ClockRow.objects.filter(case=desk.contract, state="running").exists()


@pytest.mark.clause("G11.1")
def test_the_file_of_a_figure_is_asked_for_where_a_row_names_it(desk):
    in_force(desk)
    case = desk.begin("progress_report", at=later(days=60))
    shown = case_page(case, actor=desk.firm, at=later(days=60)).sections
    (document,) = (each for part in shown for each in part.documents if each.document.name == "kpi_sources")
    assert (document.required, document.asked) == (False, True)
