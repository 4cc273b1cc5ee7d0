"""Review, correction, decision: act, letter, clock and next stage together."""

from datetime import date, datetime

import pytest

from xuzhi.casework import events
from xuzhi.casework.correcting import Wrong
from xuzhi.casework.effects import code_purpose
from xuzhi.casework.models import Answer, Bar, Case, ClockRow, Defect, FindingRow
from xuzhi.casework.operations.answer_question import answer_question
from xuzhi.casework.operations.ask_office import ask_office
from xuzhi.casework.operations.assign_officer import assign_officer
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.confirm_finding import confirm_finding
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.recheck_case import recheck_case
from xuzhi.casework.operations.record_viewing import record_viewing
from xuzhi.casework.operations.reissue_code import reissue_code
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.eligibility import eligibility
from xuzhi.casework.refusals import (
    DeadlinePassed,
    DefectNoteMissing,
    DefectsMissing,
    DefectsUnanswered,
    DefectUnknown,
    FindingNotOpen,
    FirmIsBarred,
    GroundsMissing,
    GroundUnknown,
    NotAmongDefects,
    NoteMissing,
    NotYours,
    OfficeOnly,
    OfficeQuestionUnknown,
    ReasonMissing,
    RulingMissing,
    SubmissionBlocked,
)
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.queries import read_stream
from xuzhi.notices.queries import notice, notices_of_case
from xuzhi.parties.models import User
from xuzhi.parties.operations import issue_access_code, redeem_access_code
from xuzhi.parties.queries import code_state

from . import market
from .market import AT, MARKET, OFFICE, UBN, later

SEATS = Wrong("question", "plan.seats", "請說明座位如何安排。")
PAPER = Wrong("document", "hygiene", "證明已經過期，請換新的。")


def ask_for(case_id, *wrongs, at=AT):
    return take_step(case_id, "request_correction", actor=OFFICE, at=at, defects=wrongs)


class TestCorrection:
    @pytest.fixture
    def case_id(self, firm):
        case_id = market.submitted(firm)
        ask_for(case_id, SEATS, PAPER)
        return case_id

    @pytest.mark.clause("L7.3")
    def test_letter_clock_and_stage_come_with_the_request(self, case_id):
        case = Case.objects.get(id=case_id)
        clock = ClockRow.objects.get(case=case)
        # Monday 23 November is the day of notice; Tuesday, Wednesday and Thursday count.
        assert clock.due_at == datetime(2026, 11, 27, tzinfo=TAIPEI)
        assert (clock.clock, clock.state, clock.due_on) == ("correction", "running", date(2026, 11, 26))
        assert clock.count["days"] == ["2026-11-24", "2026-11-25", "2026-11-26"]
        assert (case.stage, case.turn, case.open_defects, case.next_due_at) == (
            "correction",
            "applicant",
            2,
            clock.due_at,
        )
        letter = notice(notices_of_case(case_id)[-1].id)
        assert (letter.rule, letter.deadline_at, str(letter.id)) == (
            "correction_request",
            clock.due_at,
            clock.notice_id,
        )
        assert [item["says"] for item in letter.content["items"]] == [SEATS.note, PAPER.note]
        assert [item["clause"] for item in letter.content["items"]] == ["N1", "N2"]

    def test_only_what_is_defective_can_be_changed(self, firm, case_id):
        with pytest.raises(NotAmongDefects):
            save_answers(case_id, {"plan.food": "hot"}, seen={"plan.food": 1}, actor=firm, at=AT)
        save_answers(case_id, {"plan.seats": "20", "plan.food": "cold"}, seen={"plan.food": 1}, actor=firm, at=AT)
        with pytest.raises(NotAmongDefects):
            attach_document(case_id, "gas_safety", market.seal(firm, pages=5), actor=firm, at=AT)

    def test_what_the_correction_newly_asks_for_can_be_given(self, firm, registers):
        other = market.begin("04595257", "無名小吃店", "owner@noname.test")
        case_id = market.submitted(other)
        ask_for(case_id, Wrong("question", "plan.food", "現場是熱食。"))
        save_answers(case_id, {"plan.food": "hot"}, seen={"plan.food": 1}, actor=other, at=AT)
        save_answers(case_id, {"plan.gas": "yes"}, seen={}, actor=other, at=AT)
        with pytest.raises(NotAmongDefects):
            save_answers(case_id, {"plan.seats": "5"}, seen={}, actor=other, at=AT)
        with pytest.raises(SubmissionBlocked) as refused:
            take_step(case_id, "resubmit", actor=other, at=AT)
        assert [finding.check for finding in refused.value.findings] == ["document.gas_safety"]
        attach_document(case_id, "gas_safety", market.seal(other, pages=5), actor=other, at=AT)
        assert take_step(case_id, "resubmit", actor=other, at=AT).to_stage == "review"

    def test_each_defect_is_told_what_was_changed(self, firm, case_id):
        save_answers(case_id, {"plan.seats": "20"}, seen={}, actor=firm, at=AT)
        paper = Defect.objects.get(case_id=case_id, name="hygiene")
        with pytest.raises(DefectsUnanswered) as refused:
            take_step(case_id, "resubmit", actor=firm, at=later(hours=2))
        assert refused.value.values["labels"] == ["附件 1 衛生證明"]
        take_step(case_id, "resubmit", actor=firm, at=later(hours=2), replies={paper.id: "證明仍在效期內，見第 2 頁。"})
        case = Case.objects.get(id=case_id)
        assert (case.stage, case.open_defects, case.submissions, case.next_due_at) == ("review", 0, 2, None)
        assert ClockRow.objects.get(case=case).state == "stopped"
        page = case_page(case_id, actor=OFFICE, at=later(hours=3))
        seats, hygiene = page.defects
        assert [(c.name, c.before, c.after) for c in seats.changed] == [("plan.seats", "（未填）", "20 席")]
        assert (hygiene.changed, hygiene.reply, hygiene.state) == ((), "證明仍在效期內，見第 2 頁。", "answered")
        assert [(c.kind, c.name) for c in page.changes] == [("question", "plan.seats")]
        assert {f.check for f in page.findings if f.changed} == {"seats"}

    def test_a_new_file_takes_over_and_the_old_one_stays_in_the_record(self, firm, case_id):
        old = case_page(case_id, actor=firm, at=AT).sections[1].documents[0].attached[0]
        new = market.seal(firm, "新證明.pdf", pages=4)
        attach_document(case_id, "hygiene", new, actor=firm, at=AT, replaces=old.id)
        seats = Defect.objects.get(case_id=case_id, name="plan.seats")
        take_step(case_id, "resubmit", actor=firm, at=AT, replies={str(seats.id): "沒有座位。"})
        page = case_page(case_id, actor=OFFICE, at=AT)
        hygiene = page.sections[1].documents[0]
        assert [each.sha256 for each in hygiene.attached] == [new]
        assert [each.id for each in hygiene.earlier] == [old.id]
        assert [(c.name, c.before, c.after) for c in page.changes] == [("hygiene", "衛生證明.pdf", "新證明.pdf")]

    def test_a_correction_after_its_deadline_is_late_though_no_sweep_has_come_by(self, firm, case_id):
        save_answers(case_id, {"plan.seats": "20"}, seen={}, actor=firm, at=AT)
        replies = {Defect.objects.get(case_id=case_id, name="hygiene").id: "如上"}
        midnight = datetime(2026, 11, 27, tzinfo=TAIPEI)
        with pytest.raises(DeadlinePassed) as refused:
            take_step(case_id, "resubmit", actor=firm, at=midnight, replies=replies)
        assert "24 時" in refused.value.says
        in_time = midnight.replace(day=26, hour=23, minute=59, second=59)
        assert take_step(case_id, "resubmit", actor=firm, at=in_time, replies=replies).to_stage == "review"

    def test_the_guard_counts_how_often_a_step_was_taken(self, firm, case_id):
        for _ in range(2):
            replies = dict.fromkeys(
                Defect.objects.filter(case_id=case_id, state="open").values_list("id", flat=True), "是"
            )
            take_step(case_id, "resubmit", actor=firm, at=AT, replies=replies)
            if Case.objects.get(id=case_id).stage == "review" and len(replies) == 2:
                ask_for(case_id, SEATS)
        with pytest.raises(StepNotAllowed) as refused:
            ask_for(case_id, SEATS)
        assert "補件已達 2 次" in refused.value.says

    def test_a_defect_in_a_finding_opens_what_the_finding_looked_at(self, firm):
        other = market.begin("04595257", "無名小吃店", "owner@noname.test")
        case_id = market.filled(other, **{"plan.seats": "90"})
        submit_case(case_id, actor=other, at=AT)
        ask_for(case_id, Wrong("check", "seats", "座位太多。"), Wrong("check", "document.hygiene", "不清楚。"))
        by_check, by_document = Defect.objects.filter(case_id=case_id).order_by("order")
        assert (by_check.opens_questions, by_check.clause) == (["plan.seats"], "N1")
        assert (by_document.opens_questions, by_document.opens_documents) == ([], ["hygiene"])


def test_a_request_names_what_is_wrong(firm):
    case_id = market.submitted(firm)
    for wrongs, refusal in (
        ((), DefectsMissing),
        ((Wrong("question", "plan.colour", "?"),), DefectUnknown),
        ((Wrong("question", "plan.seats", " "),), DefectNoteMissing),
    ):
        with pytest.raises(refusal):
            ask_for(case_id, *wrongs)
    assert Case.objects.get(id=case_id).stage == "review"
    assert [each.rule for each in notices_of_case(case_id)] == ["received"]


class TestFindings:
    def test_an_officer_answers_for_what_the_rule_only_proposes(self, firm):
        case_id = market.submitted(firm)
        with pytest.raises(StepNotAllowed) as refused:
            take_step(case_id, "approve", actor=OFFICE, at=AT)
        assert "還有 2 項沒有確認" in refused.value.says
        with pytest.raises(NoteMissing):
            confirm_finding(case_id, "seats", "met", note="", actor=OFFICE, at=AT)
        with pytest.raises(OfficeOnly):
            confirm_finding(case_id, "seats", "met", note="看過", actor=firm, at=AT)
        with pytest.raises(FindingNotOpen):
            confirm_finding(case_id, "capital", "met", note="看過", actor=OFFICE, at=AT)
        confirm_finding(case_id, "seats", "not_met", note="現場放不下", actor=OFFICE, at=AT)
        row = FindingRow.objects.get(case_id=case_id, check_name="seats")
        assert (row.outcome, row.stands, row.confirmed_by) == ("met", "not_met", "林承辦")
        assert Case.objects.get(id=case_id).findings_outcome == "not_met"

    def test_a_word_lasts_until_what_it_was_about_changes(self, firm):
        case_id = market.submitted(firm)
        market.confirm_all(case_id)
        recheck_case(case_id, actor=OFFICE, at=later(days=1))
        assert Case.objects.get(id=case_id).unconfirmed == 0
        market.import_debarred(market.debarment(), taken_on=date(2026, 11, 24))
        recheck_case(case_id, actor=OFFICE, at=later(days=2))
        case = Case.objects.get(id=case_id)
        assert (case.unconfirmed, case.findings_outcome) == (1, "not_met")
        row = FindingRow.objects.get(case=case, check_name="not_debarred")
        assert (row.changed, row.previous["stands"], row.confirmed_at) == (True, "met", None)

    def test_an_undetermined_finding_is_open_to_an_officer(self, registers):
        unknown = market.begin("04595257", "無名小吃店", "owner@noname.test")
        case_id = market.submitted(unknown)
        confirm_finding(case_id, "capital", "met", note="查商工登記網站，11 月 23 日", actor=OFFICE, at=AT)
        assert FindingRow.objects.get(case_id=case_id, check_name="capital").stands == "met"


class TestDecision:
    def test_approval_issues_a_code_that_only_the_mail_knows(self, firm):
        case_id = market.approved(firm)
        case = Case.objects.get(id=case_id)
        assert (case.stage, case.outcome, case.ended_at) == ("approved", "approved", AT)
        assert code_state(UBN, f"{MARKET}/stallholder", AT).state == "open"
        decided = next(e.event for e in read_stream(f"case-{case_id}") if isinstance(e.event, events.DecisionMade))
        assert (decided.decision, decided.effects, decided.public) == (
            "approved",
            ["issue_code"],
            ["company.name", "plan.food"],
        )
        assert decided.facts["company.paid_in_capital"] == 500_000
        text = str([e.payload for e in read_stream(f"case-{case_id}")])
        assert "驗證碼" not in text
        assert [each.rule for each in notices_of_case(case_id)] == ["received", "approved"]

    def test_a_code_can_be_sent_again_and_the_old_one_stops(self, firm):
        case_id = market.approved(firm)
        with pytest.raises(NotYours):
            reissue_code(case_id, actor=market.begin(market.OTHER_UBN, "暮色小吃股份有限公司", "o@mose.test"), at=AT)
        reissue_code(case_id, actor=firm, at=later(days=1))
        assert [each.rule for each in notices_of_case(case_id)] == ["received", "approved", "approved"]

    @pytest.mark.clause("L9.3")
    def test_a_ruling_by_an_outside_rule_stands_in_the_case_s_record(self, firm):
        case_id = market.submitted(firm)
        ruling = "要點未規定代理人資格，依市場處 113 年 5 月 2 日函釋第 3 點辦理。"
        take_step(case_id, "note_ruling", ruling=ruling, actor=OFFICE, at=AT)
        recorded = [each.event for each in read_stream(f"case-{case_id}") if each.type == "StepTaken"][-1]
        assert (recorded.step, recorded.ruling, recorded.from_stage) == ("note_ruling", ruling, recorded.to_stage)
        for reader in (OFFICE, firm):
            told = [each.detail for each in case_page(case_id, actor=reader, at=AT).timeline if ruling in each.detail]
            assert len(told) == 1

    def test_grounds_reason_and_ruling_are_asked_for(self, firm):
        case_id = market.submitted(firm)
        for given, refusal in (
            ({"step": "dismiss"}, GroundsMissing),
            ({"step": "dismiss", "grounds": ["false"]}, ReasonMissing),
            ({"step": "dismiss", "grounds": ["rude"], "reason": "x"}, GroundUnknown),
            ({"step": "note_ruling"}, RulingMissing),
        ):
            with pytest.raises(refusal):
                take_step(case_id, actor=OFFICE, at=AT, **given)
        take_step(case_id, "note_ruling", ruling="依市場處規定第 3 點辦理。", actor=OFFICE, at=AT)
        assert Case.objects.get(id=case_id).stage == "review"

    @pytest.mark.clause("L8")
    def test_a_bar_meets_the_next_application_and_ends_by_itself(self, firm):
        case_id = market.submitted(firm)
        take_step(case_id, "dismiss", grounds=["false"], reason="附件 1 是變造的。", actor=OFFICE, at=AT)
        bar = Bar.objects.get(firm_ubn=UBN)
        assert (bar.from_on, bar.until_on) == (date(2026, 11, 24), date(2027, 11, 23))
        for days in (0, 1):
            with pytest.raises(FirmIsBarred) as refused:
                open_case(MARKET, "stallholder", actor=firm, at=later(days=days))
            assert (refused.value.values["until_on"], refused.value.clause) == (bar.until_on, "N5")
        answer = eligibility(MARKET, "stallholder", UBN, later(days=1).date(), at=later(days=1))
        assert (answer.can_start, [row.check for row in answer.rows if row.outcome == "not_met"]) == (False, ["no_bar"])
        free = datetime(2027, 11, 24, 9, tzinfo=TAIPEI)
        again = open_case(MARKET, "stallholder", actor=firm, at=free)
        food = Answer.objects.get(case_id=again, question="plan.food")
        assert (food.value, food.source) == ("cold", "carried")

    @pytest.mark.clause("L8")
    def test_a_bar_stops_a_draft_that_was_begun_before_it(self, firm):
        case_id = market.filled(firm)
        Bar.objects.create(
            position=10**9,
            case_id=case_id,
            programme=MARKET,
            firm_ubn=UBN,
            from_on=AT.date(),
            until_on=AT.date(),
        )
        with pytest.raises(SubmissionBlocked) as refused:
            submit_case(case_id, actor=firm, at=AT)
        assert [(finding.check, finding.clause) for finding in refused.value.findings] == [("no_bar", "N5")]

    def test_the_same_key_takes_a_step_once(self, firm):
        case_id = market.submitted(firm)
        market.confirm_all(case_id)
        first = take_step(case_id, "approve", actor=OFFICE, at=AT, key="k")
        second = take_step(case_id, "approve", actor=OFFICE, at=later(seconds=1), key="k")
        assert (first.already, second.already, second.to_stage) == (False, True, "approved")
        assert [each.rule for each in notices_of_case(case_id)].count("approved") == 1

    def test_a_step_is_refused_to_the_wrong_role(self, firm, other_firm):
        case_id = market.submitted(firm)
        market.confirm_all(case_id)
        with pytest.raises(StepNotAllowed):
            take_step(case_id, "approve", actor=firm, at=AT)
        with pytest.raises(NotYours):
            take_step(case_id, "approve", actor=other_firm, at=AT)
        with pytest.raises(StepNotAllowed):
            take_step(case_id, "dismiss_late", actor=OFFICE, at=AT)

    def test_the_code_opens_the_next_kind(self, firm):
        market.approved(firm)
        user = User.objects.get(id=firm.id)
        code = issue_access_code(UBN, code_purpose(MARKET, "stallholder"), "a@b.test", actor=OFFICE, at=AT)
        redeem_access_code(UBN, user, code, at=AT)
        assert open_case(MARKET, "stall", actor=firm, at=AT)


def test_an_officer_is_assigned_and_questions_are_answered(firm, office):
    case_id = market.submitted(firm)
    with pytest.raises(OfficeOnly):
        assign_officer(case_id, office.id, actor=firm, at=AT)
    assign_officer(case_id, office.id, actor=office, at=AT)
    assert Case.objects.get(id=case_id).officer_name == "林承辦"
    asked = ask_office(case_id, "需要正本嗎？", actor=firm, at=AT)
    assert Case.objects.get(id=case_id).open_questions == 1
    answer_question(case_id, asked, "不需要。", actor=office, at=AT)
    with pytest.raises(OfficeQuestionUnknown):
        answer_question(case_id, asked, "不需要。", actor=office, at=AT)
    page = case_page(case_id, actor=firm, at=AT)
    assert [(q.text, q.answer) for q in page.questions] == [("需要正本嗎？", "不需要。")]


@pytest.mark.clause("L9.1")
def test_a_look_of_the_office_is_recorded_once_in_half_an_hour(firm):
    case_id = market.submitted(firm)
    assert record_viewing(case_id, actor=OFFICE, at=AT)
    assert not record_viewing(case_id, actor=OFFICE, at=later(minutes=29))
    assert record_viewing(case_id, actor=OFFICE, at=later(minutes=31))
    assert not record_viewing(case_id, actor=firm, at=AT)
    titles = [each.type for each in case_page(case_id, actor=firm, at=AT).timeline]
    assert "CaseViewed" not in titles
    assert "FindingsRecorded" not in titles
