"""The rules change: one proposes, another approves, and cases keep the edition under which they were submitted."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.models import ChangeRow, OverlayRow
from xuzhi.casework.operations.approve_change import approve_change
from xuzhi.casework.operations.propose_change import propose_change
from xuzhi.casework.operations.reject_change import reject_change
from xuzhi.casework.operations.withdraw_change import withdraw_change
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.change_details import OfValue
from xuzhi.casework.queries.changes import change_page, changes_decided, changes_waiting
from xuzhi.casework.queries.editions import Overlays, edition
from xuzhi.casework.queries.parameters import parameter_page, parameters_page
from xuzhi.casework.refusals import (
    OfficeOnly,
    ParameterInvalid,
    ParameterUnknown,
)
from xuzhi.casework.rule_refusals import (
    ChangeDecided,
    ChangeMoved,
    ChangeReasonMissing,
    ChangesNothing,
    ChangeUnknown,
    ChangeWaiting,
    DayMissing,
    LateReasonMissing,
    NotYourChange,
    SecondPersonNeeded,
)
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.queries import read_stream

from . import market
from .market import AT, MARKET, OFFICE, later
from .test_clocks import clock_of, correcting

OTHER = Actor.person("0e5d1a52-0000-4000-8000-000000000002", "陳複核", "officer")
ORGANISER = Actor.person("0e5d1a52-0000-4000-8000-000000000003", "李科長", "organiser")
NEXT_YEAR = date(2027, 1, 1)
TODAY = AT.date()


def propose(name="minimum_capital", value=900_000, *, from_on=NEXT_YEAR, actor=OFFICE, at=AT, **more):
    given = {"reason": "依 115 年 11 月公文", **more}
    return propose_change(MARKET, "parameter", name, value, from_on=from_on, actor=actor, at=at, **given)


def closure(day="2026-11-25", county="臺中市", **more):
    return {"day": day, "kind": "closure", "county": county, "half": None, "announced_at": None, "source": "公告",
            "why": "颱風", **more}  # fmt: skip


def propose_days(*days, actor=OFFICE, at=AT, **more):
    return propose_change("", "days", "days", list(days), reason="颱風", actor=actor, at=at, **more)


class TestTwoPersons:
    @pytest.mark.clause("L6.3")
    def test_nothing_holds_before_the_second_person_approves(self, db):
        change_id = propose()
        assert edition(MARKET, NEXT_YEAR).value("minimum_capital") == 100_000
        assert approve_change(change_id, actor=OTHER, at=later(hours=1), note="無誤") == 0
        assert edition(MARKET, NEXT_YEAR).value("minimum_capital") == 900_000
        assert edition(MARKET, NEXT_YEAR - timedelta(days=1)).value("minimum_capital") == 100_000
        assert [each.type for each in read_stream(f"programme-{MARKET}")] == [
            "ChangeProposed", "ChangeApproved", "ParameterSet",
        ]  # fmt: skip
        (value,) = (
            each for each in parameter_page(MARKET, "minimum_capital", at=AT).history if each.source == "office"
        )
        assert (value.proposed_by, value.approved_by, value.reason, value.state) == (
            "林承辦", "陳複核", "依 115 年 11 月公文", "coming",
        )  # fmt: skip

    @pytest.mark.clause("L6.3")
    def test_whoever_proposed_it_does_not_approve_it(self, db):
        change_id = propose()
        with pytest.raises(SecondPersonNeeded) as refused:
            approve_change(change_id, actor=OFFICE, at=AT)
        assert refused.value.says == "這項變更是您自己提出的，要由另一位承辦人或主辦單位的人員決定。"
        same = Actor.person(OFFICE.id, OFFICE.name, "organiser")
        with pytest.raises(SecondPersonNeeded):
            approve_change(change_id, actor=same, at=AT)
        with pytest.raises(SecondPersonNeeded):
            reject_change(change_id, reason="我不要了", actor=OFFICE, at=AT)
        approve_change(change_id, actor=ORGANISER, at=AT)

    def test_only_the_office_proposes_and_decides(self, firm):
        with pytest.raises(OfficeOnly):
            propose(actor=firm)
        change_id = propose()
        for act, more in ((approve_change, {}), (reject_change, {"reason": "x"}), (withdraw_change, {})):
            with pytest.raises(OfficeOnly):
                act(change_id, actor=firm, at=AT, **more)

    def test_rejected_with_a_reason_and_withdrawn_by_its_maker(self, db):
        rejected, withdrawn = propose(), propose("bar_years", 2)
        with pytest.raises(ChangeReasonMissing):
            reject_change(rejected, reason=" ", actor=OTHER, at=AT)
        reject_change(rejected, reason="金額有誤", actor=OTHER, at=AT)
        with pytest.raises(NotYourChange):
            withdraw_change(withdrawn, actor=OTHER, at=AT)
        withdraw_change(withdrawn, reason="再議", actor=OFFICE, at=AT)
        assert changes_waiting(MARKET) == ()
        told = [
            (each.row.state, each.row.decided_by, each.row.decided_because) for each in changes_decided(MARKET).rows
        ]
        assert told == [("withdrawn", "林承辦", "再議"), ("rejected", "陳複核", "金額有誤")]
        assert edition(MARKET, NEXT_YEAR).value("minimum_capital") == 100_000
        for change_id in (rejected, withdrawn):
            with pytest.raises(ChangeDecided):
                approve_change(change_id, actor=ORGANISER, at=AT)

    def test_a_change_that_is_not_there(self, db):
        with pytest.raises(ChangeUnknown):
            approve_change("0e5d1a52-0000-4000-8000-00000000ffff", actor=OTHER, at=AT)

    def test_the_second_of_two_who_approve_is_told_who_did(self, db):
        change_id = propose()
        approve_change(change_id, actor=OTHER, at=later(minutes=5))
        with pytest.raises(ChangeDecided) as refused:
            approve_change(change_id, actor=ORGANISER, at=later(minutes=6))
        assert "已由 陳複核於" in refused.value.says and "核准" in refused.value.says

    def test_an_approver_who_read_something_else_looks_again(self, db):
        first, second = propose(), propose("bar_years", 2)
        seen = change_page(second, actor=OTHER, at=AT).seen
        approve_change(first, actor=OTHER, at=AT)
        with pytest.raises(ChangeMoved):
            approve_change(second, actor=OTHER, at=AT, seen=seen)
        approve_change(second, actor=OTHER, at=AT, seen=change_page(second, actor=OTHER, at=AT).seen)


def test_two_officers_approve_at_once(fresh_database):
    """One of them does; the other is told so; the value is set once."""
    change_id = propose()
    done, barrier = [], threading.Barrier(2)

    def approve(actor):
        barrier.wait()
        try:
            approve_change(change_id, actor=actor, at=AT)
            done.append("approved")
        except ChangeDecided:
            done.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[actor]) for actor in (OTHER, ORGANISER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["approved", "told"]
    assert OverlayRow.objects.filter(what="parameter").count() == 1


class TestValues:
    @pytest.mark.parametrize(
        ("name", "value", "says", "expected"),
        [
            ("minimum_capital", "很多", "「最低資本額」不能設為「很多」。", "金額，以元為單位的整數"),
            ("minimum_capital", "-1", "「最低資本額」不能設為「-1」。", "金額，以元為單位的整數"),
            ("correction_working_days", "2.5", "「補件期限」不能設為「2.5」。", "0 以上的整數"),
            ("correction_working_days", "", "「補件期限」不能設為「」。", "0 以上的整數"),
            ("stalls_per_batch", "five", "「每梯次最多攤位數」不能設為「five」。", "數字"),
            ("last_day_rolls", "perhaps", "「末日是假日時是否順延」不能設為「perhaps」。", "是或否"),
        ],
    )
    def test_a_value_of_the_wrong_type_names_parameter_value_and_what_is_expected(
        self, db, name, value, says, expected
    ):
        with pytest.raises(ParameterInvalid) as refused:
            propose(name, value)
        assert refused.value.says == says
        assert expected in refused.value.remedy
        assert refused.value.clause

    def test_values_as_people_type_them(self, db):
        propose("minimum_capital", "100萬")
        propose("correction_working_days", "5")
        propose("last_day_rolls", "false")
        assert [row.value for row in ChangeRow.objects.order_by("position")] == [1_000_000, 5, False]

    def test_what_makes_no_sense(self, db):
        with pytest.raises(ParameterUnknown):
            propose("colour", "red")
        with pytest.raises(ChangeReasonMissing):
            propose(reason=" ")
        with pytest.raises(DayMissing):
            propose(from_on=None)
        with pytest.raises(ChangesNothing):
            propose(value=100_000)

    @pytest.mark.clause("L6.3")
    def test_a_day_of_effect_before_today_says_why(self, db):
        yesterday = TODAY - timedelta(days=1)
        with pytest.raises(LateReasonMissing) as refused:
            propose(from_on=yesterday)
        assert "早於今天" in refused.value.says
        change_id = propose(from_on=yesterday, late_reason="法院判決自該日起適用")
        assert change_page(change_id, actor=OTHER, at=AT).late
        approve_change(change_id, actor=OTHER, at=AT)
        (value,) = (each for each in parameter_page(MARKET, "minimum_capital", at=AT).history if each.late_reason)
        assert value.late_reason == "法院判決自該日起適用"

    def test_a_day_of_effect_that_has_gone_by_until_the_approval(self, db):
        change_id = propose(from_on=TODAY)
        with pytest.raises(LateReasonMissing):
            approve_change(change_id, actor=OTHER, at=later(days=2))

    def test_the_same_from_the_same_day_waits_once(self, db):
        propose()
        with pytest.raises(ChangeWaiting) as refused:
            propose(value=800_000, actor=OTHER)
        assert "林承辦已經提出「最低資本額」" in refused.value.says
        propose(value=800_000, from_on=date(2027, 7, 1), actor=OTHER)

    def test_dates_that_overlap_follow_one_another(self, db):
        for value, from_on in ((300_000, date(2027, 7, 1)), (200_000, NEXT_YEAR), (250_000, date(2027, 7, 1))):
            approve_change(propose(value=value, from_on=from_on), actor=OTHER, at=AT)
        told = [
            (each.value, each.from_on, each.until_on, each.state)
            for each in parameter_page(MARKET, "minimum_capital", at=AT).history
        ]
        assert told == [
            (250_000, date(2027, 7, 1), None, "coming"),
            (300_000, date(2027, 7, 1), None, "replaced"),
            (200_000, NEXT_YEAR, date(2027, 6, 30), "coming"),
            (100_000, date(2026, 1, 1), date(2026, 12, 31), "now"),
        ]
        row = parameter_page(MARKET, "minimum_capital", at=AT).row
        assert (row.value, row.since, row.coming.value) == (100_000, date(2026, 1, 1), 200_000)

    @pytest.mark.clause("L6.3")
    def test_an_open_case_keeps_its_rules_and_a_new_one_follows_the_new(self, firm, other_firm):
        kept = correcting(firm)
        before = clock_of(kept).due_at
        for name, value in (("minimum_capital", 600_000), ("correction_working_days", 10)):
            approve_change(propose(name, value, from_on=TODAY), actor=OTHER, at=later(hours=1))
        assert clock_of(kept).due_at == before
        found = {each.check: each.outcome for each in case_page(kept, actor=OFFICE, at=later(hours=1)).findings}
        assert found["capital"] == "met"
        new = market.submitted(other_firm, later(hours=2))
        found = {each.check: each.outcome for each in case_page(new, actor=OFFICE, at=later(hours=2)).findings}
        assert found["capital"] == "not_met"


class TestWhatItWouldDo:
    def test_a_value_tells_which_open_and_past_cases_it_would_have_changed(self, firm, other_firm):
        one, two = market.submitted(firm), market.submitted(other_firm, later(hours=1))
        detail = change_page(propose(value=600_000), actor=OTHER, at=AT).detail
        assert isinstance(detail, OfValue)
        assert (detail.before, detail.after) == ("100,000 元", "600,000 元")
        (run,) = (each for each in detail.runs if each.kind == "stallholder")
        assert (run.state, run.cases, run.changed) == ("answered", 2, 2)
        (line,) = (each for each in run.checks if each.name == "capital")
        assert (line.before["met"], line.after["not_met"], line.changed) == (2, 2, 2)
        assert {each.id for each in run.named} == {one, two}

    def test_a_shorter_time_limit_tells_which_would_have_been_late(self, firm):
        case_id = correcting(firm)
        detail = change_page(propose("correction_working_days", 1), actor=OTHER, at=later(days=2)).detail
        assert isinstance(detail, OfValue)
        (run,) = (each for each in detail.runs if each.kind == "stallholder")
        (line,) = run.clocks
        assert (line.name, line.changed) == ("correction", 1)
        assert [each.id for each in run.named] == [case_id]

    def test_what_is_asked_costs_the_same_whatever_there_is(self, firm, other_firm):
        change_id = propose(value=600_000)

        def cost():
            with CaptureQueriesContext(connection) as captured:
                change_page(change_id, actor=OTHER, at=AT)
            return len(captured)

        few = cost()
        market.submitted(firm)
        market.submitted(other_firm, later(hours=1))
        assert cost() == few <= 6

    def test_the_page_of_parameters_costs_the_same(self, db):
        with CaptureQueriesContext(connection) as captured:
            page = parameters_page(MARKET, at=AT)
        assert len(captured) == 3
        assert [row.parameter.name for topic in page.topics for row in topic.rows if topic.clause.id == "N4"] == [
            "correction_working_days", "first_day_counted", "last_day_rolls", "closure_stops_clock",
        ]  # fmt: skip


def test_a_proposal_lays_nothing_over_the_files(firm):
    propose()
    market.submitted(firm)
    assert (Overlays(MARKET).through(MARKET), OverlayRow.objects.count()) == (0, 0)
