"""Clocks: counted, moved, fired once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Case, ClockFiring, ClockRow, Defect
from xuzhi.casework.operations.add_calendar_entries import add_calendar_entries
from xuzhi.casework.operations.add_calendar_entry import add_calendar_entry
from xuzhi.casework.operations.expire_clock import expire_clock
from xuzhi.casework.operations.recount_clocks import recount_clocks
from xuzhi.casework.operations.start_awaited_clocks import start_awaited_clocks
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.refusals import CalendarEntryInvalid
from xuzhi.casework.rule_refusals import SetUpOnly
from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.queries import read_stream
from xuzhi.notices.queries import notices_of_case

from . import market
from .market import AT, OFFICE, SET_UP, later

DUE = datetime(2026, 11, 27, tzinfo=TAIPEI)


def correcting(firm):
    case_id = market.submitted(firm)
    take_step(case_id, "request_correction", actor=OFFICE, at=AT, defects=[Wrong("question", "plan.seats", "說明")])
    return case_id


def clock_of(case_id, name="correction"):
    return ClockRow.objects.get(case_id=case_id, clock=name)


@pytest.mark.clause("L7.3")
def test_a_deadline_missed_ends_the_case_with_letter_and_decision(firm):
    case_id = correcting(firm)
    assert sweep_clocks(at=DUE - timedelta(microseconds=1)) == 0
    assert sweep_clocks(at=DUE) == 1
    assert sweep_clocks(at=DUE) == 0
    case, clock = Case.objects.get(id=case_id), clock_of(case_id)
    assert (case.stage, case.outcome, case.ended_at, case.next_due_at) == ("dismissed", "dismissed", DUE, None)
    assert (clock.state, clock.fired_at, clock.set_off, clock.refused) == ("expired", DUE, "dismiss_late", "")
    assert [each.rule for each in notices_of_case(case_id)] == ["received", "correction_request", "dismissal"]
    assert [e.type for e in read_stream(f"case-{case_id}")][-3:] == ["ClockExpired", "StepTaken", "DecisionMade"]
    by = read_stream(f"case-{case_id}")[-1].actor
    assert (by.kind, by.role) == ("system", "clock")


def test_a_clock_that_was_stopped_or_is_not_due_does_not_fire(firm):
    case_id = correcting(firm)
    clock = clock_of(case_id)
    assert not expire_clock(clock.id, at=DUE - timedelta(seconds=1))
    take_step(case_id, "resubmit", actor=firm, at=AT, replies={_defect(case_id): "已說明"})
    assert not expire_clock(clock.id, at=DUE)
    assert sweep_clocks(at=DUE) == 0
    assert not ClockFiring.objects.exists()


def _defect(case_id):
    return Defect.objects.get(case_id=case_id, state="open").id


def test_a_firing_that_fails_leaves_the_clock_due_and_does_not_keep_others_waiting(firm, other_firm, monkeypatch):
    first, second = correcting(firm), correcting(other_firm)
    broken = clock_of(first)
    Case.objects.filter(id=first).update(kind="no_such_kind")
    assert sweep_clocks(at=DUE) == 1
    assert (clock_of(second).state, clock_of(first).state) == ("expired", "running")
    Case.objects.filter(id=first).update(kind="stallholder")
    assert sweep_clocks(at=later(days=9)) == 1
    assert ClockFiring.objects.get(clock_id=broken.id).fired_at == later(days=9)


def test_a_firing_that_is_cut_short_leaves_nothing_behind(firm):
    case_id = correcting(firm)

    def cut_short():
        with transaction.atomic():
            assert expire_clock(clock_of(case_id).id, at=DUE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        cut_short()
    assert Case.objects.get(id=case_id).stage == "correction"
    assert expire_clock(clock_of(case_id).id, at=DUE)


class TestCalendar:
    def test_a_closure_of_the_county_moves_the_end_with_the_reason(self, firm):
        case_id = correcting(firm)
        moved = add_calendar_entry(
            date(2026, 11, 25),
            "closure",
            county="臺中市",
            source="臺中市政府公告",
            announced_at=later(days=1),
            actor=SET_UP,
            at=later(days=1),
        )
        assert moved == 1
        clock = clock_of(case_id)
        assert (clock.due_at, clock.count["days"]) == (
            datetime(2026, 11, 28, tzinfo=TAIPEI),
            ["2026-11-24", "2026-11-26", "2026-11-27"],
        )
        view = case_page(case_id, actor=firm, at=later(days=1)).clocks[0]
        assert [(m.was_due_at, m.reason) for m in view.moves] == [
            (DUE, "115 年 11 月 25 日（三）臺中市停止上班，期限順延。")
        ]
        assert sweep_clocks(at=DUE) == 0
        assert sweep_clocks(at=clock.due_at) == 1

    def test_a_closure_elsewhere_moves_nothing(self, firm):
        case_id = correcting(firm)
        assert (
            add_calendar_entry(date(2026, 11, 25), "closure", county="花蓮縣", source="公告", actor=SET_UP, at=AT) == 0
        )
        assert clock_of(case_id).due_at == DUE

    def test_a_closure_known_before_is_counted_from_the_start(self, firm):
        add_calendar_entry(date(2026, 11, 24), "closure", source="公告", actor=SET_UP, at=AT)
        case_id = correcting(firm)
        assert clock_of(case_id).count["skipped"][0][0] == "2026-11-24"

    def test_many_days_at_once_and_a_later_recount_changes_nothing_more(self, firm):
        case_id = correcting(firm)
        entries = [CalendarEntry(date(2026, 11, day), "holiday", source="公告") for day in (24, 25)]
        assert add_calendar_entries(entries, actor=SET_UP, at=AT) == 1
        assert clock_of(case_id).due_on == date(2026, 11, 30)
        assert recount_clocks(actor=SET_UP, at=AT) == 0

    def test_an_end_that_has_passed_is_not_brought_back(self, firm):
        case_id = correcting(firm)
        assert add_calendar_entry(date(2026, 11, 25), "closure", source="公告", actor=SET_UP, at=DUE) == 0
        assert clock_of(case_id).due_at == DUE

    def test_entries_are_for_setting_up_and_make_sense(self, firm):
        for person in (firm, OFFICE):
            with pytest.raises(SetUpOnly):
                add_calendar_entry(date(2026, 11, 25), "closure", source="x", actor=person, at=AT)
        for kind, more in (("party", {}), ("holiday", {"county": "臺中市"}), ("closure", {"half": "noon"})):
            with pytest.raises(CalendarEntryInvalid):
                add_calendar_entry(date(2026, 11, 25), kind, source="x", actor=SET_UP, at=AT, **more)


class TestKindsOfClocks:
    @pytest.fixture
    def stall(self, firm):
        market.with_code(firm)
        case_id = market.stall(firm)
        submit_case(case_id, actor=firm, at=AT)
        return case_id

    def test_a_clock_waits_for_a_letter_that_is_in_no_inbox(self, firm, stall):
        take_step(stall, "ask_by_letter", reason="請說明用電。", actor=OFFICE, at=AT)
        clock = clock_of(stall, "explanation")
        assert (clock.state, clock.due_at) == ("pending", None)
        assert sweep_clocks(at=later(days=60)) == 0
        assert start_awaited_clocks(clock.notice_id, at=later(days=1)) == 1
        assert start_awaited_clocks(clock.notice_id, at=later(days=2)) == 0
        clock.refresh_from_db()
        assert (clock.state, clock.due_on) == ("running", date(2026, 11, 27))
        assert sweep_clocks(at=datetime(2026, 11, 28, tzinfo=TAIPEI)) == 1
        assert Case.objects.get(id=stall).outcome == "lapsed"

    def test_a_reminder_comes_before_the_end_and_the_end_keeps_running(self, firm, stall):
        take_step(stall, "open_stall", actor=OFFICE, at=AT)
        licence, reminder = clock_of(stall, "licence"), clock_of(stall, "reminder")
        assert (licence.due_on, reminder.due_on) == (date(2026, 12, 23), date(2026, 12, 13))
        case = Case.objects.get(id=stall)
        assert (case.outcome, case.ended_at, case.next_clock) == ("approved", None, "licence")
        assert case.next_due_at == licence.due_at, "a clock that only reminds is no time limit"
        page = case_page(stall, actor=OFFICE, at=AT)
        assert {clock.name: clock.reminds for clock in page.clocks if clock.state == "running"} == {
            "licence": False,
            "reminder": True,
        }
        assert any(line.title.startswith("「屆期提醒」定於 115 年 12 月 13 日") for line in page.timeline)
        assert sweep_clocks(at=reminder.due_at) == 1
        case.refresh_from_db()
        assert (case.stage, case.next_clock) == ("expiring", "licence")
        take_step(stall, "extend", actor=firm, at=later(days=25))
        assert dict(ClockRow.objects.filter(case_id=stall, clock="licence").values_list("state", "due_on")) == {
            "stopped": date(2026, 12, 23),
            "running": date(2027, 1, 18),
        }
        assert sweep_clocks(at=later(days=400)) == 2  # the reminder, then the end
        case.refresh_from_db()
        assert (case.stage, case.outcome) == ("over", "lapsed")

    def test_a_step_that_is_not_possible_any_more_is_recorded_with_the_reason(self, firm, stall):
        take_step(stall, "open_stall", actor=OFFICE, at=AT)
        Case.objects.filter(id=stall).update(stage="review")
        assert sweep_clocks(at=later(days=20)) == 1
        reminder = clock_of(stall, "reminder")
        assert reminder.state == "expired"
        assert "屆期提醒" in reminder.refused
        assert sweep_clocks(at=later(days=20)) == 0
