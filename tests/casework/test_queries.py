"""What pages get, and that it costs the same whatever there is."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Case
from xuzhi.casework.operations.add_calendar_entry import add_calendar_entry
from xuzhi.casework.operations.announce_round import announce_round
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.projectors import PROJECTORS
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.cases_of import cases_of
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.queries.eligibility import eligibility
from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.may_read_file import may_read_file
from xuzhi.casework.queries.openable import openable
from xuzhi.casework.queries.queue import queue
from xuzhi.casework.queries.remaining import remaining_of
from xuzhi.casework.queries.shapes import QueueFilters
from xuzhi.casework.queries.statistics import statistics
from xuzhi.casework.queries.task_list import task_list
from xuzhi.casework.refusals import (
    ApprovalMissing,
    CaseUnderWay,
    CaseUnknown,
    ParameterInvalid,
    ParameterUnknown,
    RoundInvalid,
)
from xuzhi.casework.rule_refusals import RoundsOverlap, SetUpOnly
from xuzhi.kernel.calendar import WorkingCalendar
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import use_language
from xuzhi.kernel.ubn import BusinessNumberInvalid
from xuzhi.ledger.operations import rebuild_read_models

from . import market
from .market import AT, MARKET, OFFICE, SET_UP, UBN, later


def statements(act):
    with CaptureQueriesContext(connection) as captured:
        result = act()
    return result, len(captured)


def ask_for(case_id, at=AT):
    take_step(case_id, "request_correction", actor=OFFICE, at=at, defects=[Wrong("question", "plan.seats", "說明")])


def whole_story(firm, other_firm):
    """Cases in every stage, with a bit of everything."""
    dismissed = market.submitted(other_firm)
    ask_for(dismissed)
    market.with_code(firm)
    stalls = [market.stall(firm, f"攤 {n}") for n in range(3)]
    for case_id in stalls[:2]:
        submit_case(case_id, actor=firm, at=AT)
    take_step(stalls[0], "open_stall", actor=OFFICE, at=AT)
    return dismissed, stalls


def test_read_models_are_rebuilt_row_for_row(firm, other_firm):
    dismissed, _ = whole_story(firm, other_firm)
    add_calendar_entry(date(2026, 11, 25), "closure", county="臺中市", source="公告", actor=SET_UP, at=later(days=1))
    save_answers(dismissed, {"plan.seats": "很多"}, seen={}, actor=other_firm, at=AT)
    set_parameter(MARKET, "minimum_capital", 200_000, from_on=date(2027, 1, 1), reason="調整", actor=SET_UP, at=AT)
    sweep_clocks(at=later(days=10))

    def rows():
        return {
            model.__name__: sorted(map(repr, model.objects.values())) for each in PROJECTORS for model in each.models
        }

    before = rows()
    assert all(before[name] for name in ("Case", "Answer", "ClockFiring", "Defect", "OverlayRow", "CalendarDay"))
    rebuild_read_models([each.name for each in PROJECTORS])
    assert rows() == before


class TestConstantCost:
    def test_the_queue_costs_the_same_for_two_cases_and_for_many(self, firm, other_firm):
        market.submitted(other_firm)
        _, few = statements(lambda: queue(QueueFilters(), at=AT))
        market.with_code(firm)
        for number in range(5):
            submit_case(market.stall(firm, f"攤 {number}"), actor=firm, at=AT)
        page, many = statements(lambda: queue(QueueFilters(), at=AT))
        assert (len(page.rows), page.total) == (6, 6)
        assert (few, many) == (4, 4)

    def test_the_pages_of_a_case_cost_the_same_in_any_round(self, firm):
        case_id = market.submitted(firm)
        _, first = statements(lambda: case_page(case_id, actor=OFFICE, at=AT))
        ask_for(case_id)
        save_answers(case_id, {"plan.seats": "20"}, seen={}, actor=firm, at=AT)
        take_step(case_id, "resubmit", actor=firm, at=AT)
        ask_for(case_id)
        _, second = statements(lambda: case_page(case_id, actor=OFFICE, at=AT))
        assert first == second
        assert second <= 24
        _, tasks = statements(lambda: task_list(case_id, actor=firm, at=AT))
        assert tasks <= 12

    def test_an_eligibility_answer_costs_the_same_found_or_not(self, registers):
        _, found = statements(lambda: eligibility(MARKET, "stallholder", UBN, AT.date(), at=AT))
        _, missing = statements(lambda: eligibility(MARKET, "stallholder", "04595257", AT.date(), at=AT))
        assert max(found, missing) <= 20


class TestQueue:
    def test_what_ends_first_is_at_the_top_and_filters_narrow_it(self, firm, other_firm):
        whole_story(firm, other_firm)
        page = queue(QueueFilters(), at=AT)
        assert [row.subject or row.kind for row in page.rows] == ["暮色小吃股份有限公司", "攤 0", "攤 1"]
        top = page.rows[0]
        assert (top.stage_label, top.turn_label, top.clock_label) == ("補件中", "申請單位", "補件期限")
        assert top.remaining.says == "剩 3 個工作天又 14 小時"
        assert [row.subject for row in queue(QueueFilters(kind="stall", stage="open"), at=AT).rows] == ["攤 0"]
        assert [row.subject for row in queue(QueueFilters(text="攤 1"), at=AT).rows] == ["攤 1"]
        assert queue(QueueFilters(due="today"), at=datetime(2026, 11, 26, 9, tzinfo=TAIPEI)).total == 1
        assert queue(QueueFilters(due="overdue"), at=AT).total == 0
        assert {value: count for value, _, count in page.facets["turn"]} == {
            "applicant": 1,
            "office": 1,
            "none": 1,
        }
        assert page.facets["officer"] == (("none", "尚未分派", 3),)
        assert [row.outcome for row in queue(QueueFilters(ended=True), at=AT).rows] == ["approved"]

    def test_a_page_past_the_end_is_the_last(self, firm, other_firm):
        whole_story(firm, other_firm)
        page = queue(QueueFilters(), at=AT, page=9, per_page=2)
        assert (page.page, page.pages, len(page.rows)) == (2, 2, 1)


class TestRemaining:
    DAYS = WorkingCalendar.taiwan()
    DUE = datetime(2026, 11, 27, tzinfo=TAIPEI)

    @pytest.mark.parametrize(
        ("at", "days", "hours", "minutes"),
        [
            (datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI), 3, 14, 30),
            (datetime(2026, 11, 25, 21, 0, tzinfo=TAIPEI), 1, 3, 0),
            (datetime(2026, 11, 26, 23, 59, tzinfo=TAIPEI), 0, 0, 1),
        ],
    )
    def test_it_counts_as_the_law_does(self, at, days, hours, minutes):
        left = remaining_of(AT, self.DUE, at, self.DAYS, "臺中市")
        assert (left.working_days, left.hours, left.minutes, left.over) == (days, hours, minutes, False)

    def test_a_weekend_leaves_working_days_only(self):
        left = remaining_of(
            None, datetime(2026, 12, 1, tzinfo=TAIPEI), datetime(2026, 11, 28, 12, tzinfo=TAIPEI), self.DAYS, ""
        )
        assert (left.working_days, left.hours) == (1, 0)

    def test_past_the_end_it_is_over(self):
        assert remaining_of(AT, self.DUE, self.DUE, self.DAYS, "").over
        long = remaining_of(AT, AT + timedelta(days=365), AT, self.DAYS, "")
        assert long.says == "剩 365 天"


class TestEligibility:
    def test_each_clause_is_told_with_value_source_and_day(self, registers):
        answer = eligibility(MARKET, "stallholder", UBN, AT.date(), at=AT)
        assert (answer.found, answer.name, answer.outcome, answer.can_start) == (
            True,
            "晨光小吃股份有限公司",
            "met",
            True,
        )
        assert [(row.check, row.outcome, row.sign) for row in answer.rows] == [
            ("in_business", "met", "met"),
            ("capital", "met", "met"),
            ("not_debarred", "met", "unconfirmed"),
            ("no_bar", "met", "met"),
        ]
        capital = answer.rows[1]
        assert capital.reason == "資本額 500,000 元，已達 100,000 元。"
        assert (capital.clause, capital.source, capital.as_of) == (
            ("N1",),
            "公司登記",
            date(2026, 11, 20),
        )
        assert not Case.objects.exists()

    def test_a_number_nobody_knows_is_undetermined_and_not_refused(self, registers):
        answer = eligibility(MARKET, "stallholder", "04595257", AT.date(), at=AT)
        assert (answer.found, answer.outcome, answer.can_start) == (False, "undetermined", True)
        assert {row.check: row.outcome for row in answer.rows}["capital"] == "undetermined"

    def test_a_suspended_firm_is_told_why_and_what_to_do(self, registers):
        market.import_debarred(market.debarment(), taken_on=date(2026, 11, 21))
        answer = eligibility(MARKET, "stallholder", UBN, AT.date(), at=AT)
        assert (answer.outcome, answer.can_start) == ("not_met", False)
        assert answer.why_not == "有 1 項資格不符。"

    def test_a_kind_without_such_checks_is_judged_by_what_must_be_approved_first(self, registers):
        answer = eligibility(MARKET, "stall", UBN, AT.date(), at=AT)
        assert [row.check for row in answer.rows][:2] == ["in_business", "capital"]
        assert [each.name for each in answer.rounds_open] == ["first"]

    def test_a_number_that_cannot_be_one_is_refused(self, registers):
        with pytest.raises(BusinessNumberInvalid):
            eligibility(MARKET, "stallholder", "12345678", AT.date(), at=AT)


class TestEditions:
    def test_a_value_holds_from_its_day_and_submitted_cases_keep_theirs(self, firm):
        case_id = market.submitted(firm)
        set_parameter(MARKET, "minimum_capital", 900_000, from_on=date(2026, 11, 1), reason="調整", actor=SET_UP, at=AT)
        assert edition(MARKET, date(2026, 10, 31)).value("minimum_capital") == 100_000
        assert edition(MARKET, date(2026, 11, 23)).value("minimum_capital") == 900_000
        page = case_page(case_id, actor=OFFICE, at=AT)
        assert (page.edition_kept, page.edition_current) == (True, False)
        assert {f.check: f.outcome for f in page.findings}["capital"] == "met"
        ask_for(case_id)
        save_answers(case_id, {"plan.seats": "20"}, seen={}, actor=firm, at=AT)
        take_step(case_id, "resubmit", actor=firm, at=AT)
        page = case_page(case_id, actor=OFFICE, at=AT)
        assert {f.check: f.outcome for f in page.findings}["capital"] == "met"

    def test_a_round_is_announced_and_replaced(self, firm):
        market.with_code(firm)
        case_id = market.stall(firm)
        round_ = {"name": "second", "title": "第二梯次", "cases": ["stall"]}
        opens, closes = later(days=8), later(days=9)
        announce_round(MARKET, round_ | {"opens_at": opens, "closes_at": closes}, actor=SET_UP, at=AT)
        assert submit_case(case_id, actor=firm, at=closes).round == "second"

    def test_what_makes_no_sense_is_refused(self, firm):
        good = {"name": "x", "opens_at": AT, "closes_at": later(days=1), "cases": ["stall"]}
        for wrong in ({"name": ""}, {"closes_at": AT}, {"cases": ["tent"]}, {"opens_at": "2026-11-01T09:00:00"}):
            with pytest.raises(RoundInvalid):
                announce_round(MARKET, good | wrong, actor=SET_UP, at=AT)
        with pytest.raises(RoundsOverlap):
            announce_round(MARKET, good, actor=SET_UP, at=AT)
        for person in (firm, OFFICE):
            with pytest.raises(SetUpOnly):
                announce_round(MARKET, good, actor=person, at=AT)
        given = {"from_on": AT.date(), "reason": "x", "actor": SET_UP, "at": AT}
        with pytest.raises(ParameterUnknown):
            set_parameter(MARKET, "colour", 1, **given)
        with pytest.raises(ParameterInvalid) as refused:
            set_parameter(MARKET, "minimum_capital", "many", **given)
        assert "以元為單位的整數" in str(refused.value.remedy)


def test_what_a_firm_can_open_and_what_is_in_the_way(firm):
    first = {each.kind.name: each for each in openable(UBN, at=AT) if each.programme == MARKET}
    assert first["stallholder"].refusal is None
    assert isinstance(first["stall"].refusal, ApprovalMissing)
    assert (first["stall"].round.name, first["stall"].next_round.name) == ("first", "second")
    case_id = market.filled(firm)
    second = {each.kind.name: each for each in openable(UBN, at=AT) if each.programme == MARKET}
    assert isinstance(second["stallholder"].refusal, CaseUnderWay)
    assert second["stallholder"].in_the_way == case_id


def test_the_task_list_counts_what_is_left(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    tasks = task_list(case_id, actor=firm, at=AT)
    assert [(s.name, s.state, s.to_answer) for s in tasks.sections] == [
        ("company", "done", 0),
        ("plan", "not_started", 3),
    ]
    save_answers(case_id, {"plan.food": "hot"}, seen={}, actor=firm, at=AT)
    tasks = task_list(case_id, actor=firm, at=AT)
    assert (tasks.sections[1].state, tasks.left, tasks.ready) == ("in_progress", 3, False)
    assert [f.check for f in findings_now(case_id, actor=firm, at=AT) if f.outcome == "not_met"] == [
        "answer.contact.email",
        "answer.plan.gas",
        "document.hygiene",
    ]


def test_a_firm_sees_its_own_cases_and_files_only(firm, other_firm):
    case_id = market.submitted(firm)
    sha256 = case_page(case_id, actor=firm, at=AT).sections[1].documents[0].attached[0].sha256
    assert may_read_file(sha256, actor=firm)
    assert may_read_file(sha256, actor=OFFICE)
    assert not may_read_file(sha256, actor=other_firm)
    assert [row.id for row in cases_of(UBN, at=AT)] == [case_id]
    assert cases_of(market.OTHER_UBN, at=AT) == []
    with pytest.raises(CaseUnknown):
        case_page("00000000-0000-4000-8000-000000000000", actor=OFFICE, at=AT)


def test_steps_say_what_they_will_set_off(firm):
    case_id = market.submitted(firm)
    page = case_page(case_id, actor=OFFICE, at=AT)
    steps = {each.name: each for each in page.steps}
    assert list(steps) == ["request_correction", "approve", "dismiss", "note_ruling"]
    assert steps["request_correction"].will == (
        "發出「請補件」（站內信匣、電子郵件、公文）。",
        "「補件期限」開始計算，到 115 年 11 月 26 日（四）24 時截止。",
        "案件進到「補件中」。",
    )
    assert (steps["approve"].allowed, steps["approve"].why_not) == (False, "還有 2 項沒有確認，或有不符的項目。")
    assert case_page(case_id, actor=firm, at=AT).steps == ()


def test_the_page_speaks_english_too(firm):
    case_id = market.submitted(firm)
    with use_language("en"):
        page = case_page(case_id, actor=OFFICE, at=AT)
        assert page.case.turn_label == "Officer"
        assert page.timeline[-1].title == "Opened, case number NM-115-00001"


def test_statistics_count_what_there_is(firm, other_firm):
    whole_story(firm, other_firm)
    counted = statistics(at=AT, programme=MARKET)
    assert (counted.open, counted.ended, counted.overdue) == (3, 1, 0)
    assert counted.median_days == {"stallholder": 0}
