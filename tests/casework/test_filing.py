"""Open, answer, attach, submit."""

from datetime import date, datetime

import pytest
from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Answer, Attachment, Case, FindingRow, LookUpRow
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.detach_document import detach_document
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.queries.receipt import receipt
from xuzhi.casework.queries.task_list import task_list
from xuzhi.casework.refusals import (
    AnswersUnreadable,
    ApplicantOnly,
    ApprovalMissing,
    AttachmentSealed,
    CaseUnderWay,
    CodeNotRedeemed,
    FileAlreadyAttached,
    FileOfWrongKind,
    FilledElsewhere,
    NotEditable,
    NotYours,
    QuestionUnknown,
    RoundClosed,
    RoundNotOpenYet,
    SubmissionBlocked,
    SubmittedAlready,
    TooManyFiles,
)
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.documents.refusals import FileUnknown
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.queries import read_stream
from xuzhi.notices.queries import notices_of_case

from . import market
from .market import AT, MARKET, OFFICE


def types(case_id):
    return [each.type for each in read_stream(f"case-{case_id}")]


def test_a_case_is_opened_with_number_and_register_facts(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    case = Case.objects.get(id=case_id)
    assert (case.number, case.stage, case.turn, case.county) == ("NM-115-00001", "draft", "applicant", "臺中市")
    looked_up = LookUpRow.objects.get(case=case, register="company")
    assert (looked_up.found, looked_up.as_of) == (True, date(2026, 11, 20))
    assert looked_up.facts["company.paid_in_capital"] == 500_000
    assert looked_up.snapshots[0]["sha256"]
    assert looked_up.evidence[0]["raw"]["Company_Name"] == "晨光小吃股份有限公司"
    assert types(case_id) == ["CaseOpened", "FactsLookedUp", "FactsLookedUp"]


def test_numbers_follow_each_other_and_a_rollback_leaves_no_gap(firm, other_firm):
    open_case(MARKET, "stallholder", actor=firm, at=AT)

    def undone():
        with transaction.atomic():
            open_case(MARKET, "stallholder", actor=other_firm, at=AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    second = open_case(MARKET, "stallholder", actor=other_firm, at=AT)
    assert Case.objects.get(id=second).number == "NM-115-00002"


def test_the_same_key_opens_the_same_case(firm):
    first = open_case(MARKET, "stallholder", actor=firm, at=AT, key="k1")
    assert open_case(MARKET, "stallholder", actor=firm, at=AT, key="k1") == first
    with pytest.raises(CaseUnderWay) as refused:
        open_case(MARKET, "stallholder", actor=firm, at=AT, key="k2")
    assert refused.value.values["number"] == "NM-115-00001"


def test_a_kind_that_needs_another_is_refused_until_approved_and_the_code_typed(firm):
    with pytest.raises(ApprovalMissing):
        open_case(MARKET, "stall", actor=firm, at=AT)
    market.approved(firm)
    with pytest.raises(CodeNotRedeemed):
        open_case(MARKET, "stall", actor=firm, at=AT)


def test_answers_are_kept_with_version_and_unchanged_ones_are_not_written_again(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    first = save_answers(case_id, {"plan.food": "hot", "plan.seats": "１２"}, seen={}, actor=firm, at=AT)
    assert dict(first.saved) == {"plan.food": 1, "plan.seats": 1}
    again = save_answers(case_id, {"plan.food": "hot", "plan.seats": "12"}, seen={}, actor=firm, at=AT)
    assert (dict(again.saved), again.unchanged) == ({}, {"plan.food", "plan.seats"})
    assert Answer.objects.get(case_id=case_id, question="plan.seats").value == 12


def test_two_people_who_write_over_each_other_see_both_answers(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    save_answers(case_id, {"plan.seats": "10"}, seen={}, actor=firm, at=AT)
    save_answers(case_id, {"plan.seats": "20"}, seen={"plan.seats": 1}, actor=firm, at=AT)
    late = save_answers(case_id, {"plan.seats": "30"}, seen={"plan.seats": 1}, actor=firm, at=AT)
    assert dict(late.saved) == {}
    theirs = late.conflicts["plan.seats"]
    assert (theirs.value, theirs.mine, theirs.version) == (20, "30", 2)
    assert Answer.objects.get(case_id=case_id, question="plan.seats").value == 20


def test_text_that_cannot_be_read_is_kept_beside_the_reason_and_stops_the_submission(firm):
    case_id = market.filled(firm)
    saved = save_answers(case_id, {"plan.seats": "很多"}, seen={}, actor=firm, at=AT)
    assert list(saved.invalid) == ["plan.seats"]
    row = Answer.objects.get(case_id=case_id, question="plan.seats")
    assert (row.value, row.raw) == (None, "很多")
    view = next(
        q
        for s in task_list(case_id, actor=firm, at=AT).sections
        for q in s.questions
        if q.question.name == "plan.seats"
    )
    assert (view.raw, view.problem) == ("很多", str(saved.invalid["plan.seats"]))
    with pytest.raises(AnswersUnreadable) as refused:
        submit_case(case_id, actor=firm, at=AT)
    assert refused.value.values["labels"] == ["座位數"]
    save_answers(case_id, {"plan.seats": ""}, seen={"plan.seats": 1}, actor=firm, at=AT)
    submit_case(case_id, actor=firm, at=AT)


def test_what_a_register_says_is_not_overwritten_but_may_be_disputed_where_the_rules_say_so(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    with pytest.raises(FilledElsewhere):
        save_answers(case_id, {"company.paid_in_capital": "9000000"}, seen={}, actor=firm, at=AT)
    save_answers(case_id, {"company.paid_in_capital": "500,000"}, seen={}, actor=firm, at=AT)  # came along unchanged
    save_answers(case_id, {"company.name": "晨光美食股份有限公司"}, seen={}, actor=firm, at=AT)
    views = {q.question.name: q for s in task_list(case_id, actor=firm, at=AT).sections for q in s.questions}
    name = views["company.name"]
    assert (name.value, name.source, name.register_value) == (
        "晨光美食股份有限公司",
        "disputed",
        "晨光小吃股份有限公司",
    )
    assert (views["company.paid_in_capital"].source, views["company.paid_in_capital"].as_of) == (
        "register",
        date(2026, 11, 20),
    )


def test_nothing_is_written_when_one_question_is_unknown(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    with pytest.raises(QuestionUnknown):
        save_answers(case_id, {"plan.seats": "1", "plan.colour": "red"}, seen={}, actor=firm, at=AT)
    assert not Answer.objects.exists()


def test_files_are_checked_against_their_document(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    first = market.seal(firm)
    attach_document(case_id, "hygiene", first, actor=firm, at=AT)
    with pytest.raises(FileAlreadyAttached):
        attach_document(case_id, "hygiene", first, actor=firm, at=AT)
    attach_document(case_id, "hygiene", market.seal(firm, pages=2), actor=firm, at=AT)
    with pytest.raises(TooManyFiles):
        attach_document(case_id, "hygiene", market.seal(firm, pages=3), actor=firm, at=AT)
    with pytest.raises(FileUnknown):
        attach_document(case_id, "hygiene", "0" * 64, actor=firm, at=AT)


def test_a_file_of_a_kind_that_the_document_does_not_take(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    sheet = seal_file([b"a,b\r\n1,2\r\n"], "表.csv", actor=firm, at=AT)
    with pytest.raises(FileOfWrongKind) as refused:
        attach_document(case_id, "hygiene", sheet.sha256, actor=firm, at=AT)
    assert "PDF" in str(refused.value.remedy)


def test_the_only_file_of_a_document_gets_a_successor_which_can_be_taken_off_again(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    first = attach_document(case_id, "gas_safety", market.seal(firm), actor=firm, at=AT)
    second = attach_document(case_id, "gas_safety", market.seal(firm, pages=2), actor=firm, at=AT)
    assert Attachment.objects.get(id=first).superseded_by == second
    detach_document(case_id, second, actor=firm, at=AT)
    assert Attachment.objects.get(id=first).superseded_at is None


@pytest.mark.clause("L6.1.5")
def test_what_was_submitted_cannot_be_taken_back(firm):
    case_id = market.submitted(firm)
    row = Attachment.objects.get(case_id=case_id)
    with pytest.raises(NotEditable):
        detach_document(case_id, row.id, actor=firm, at=AT)
    wrong = Wrong("document", "hygiene", "看不清楚")
    take_step(case_id, "request_correction", actor=OFFICE, at=AT, defects=[wrong])
    with pytest.raises(AttachmentSealed):
        detach_document(case_id, row.id, actor=firm, at=AT)


def test_submission_pins_the_edition_and_records_findings_letter_and_stage(firm):
    case_id = market.filled(firm)
    done = submit_case(case_id, actor=firm, at=AT, key="s1")
    rules = edition(MARKET, date(2026, 11, 23))
    assert (done.edition_on, done.edition_sha256, done.nth, done.already) == (rules.on, rules.sha256, 1, False)
    case = Case.objects.get(id=case_id)
    assert (case.stage, case.turn, case.edition_sha256) == ("review", "office", rules.sha256)
    assert types(case_id)[-3:] == ["CaseSubmitted", "FindingsRecorded", "StepTaken"]
    rows = {row.check_name: (row.outcome, row.needs_confirmation) for row in FindingRow.objects.filter(case=case)}
    assert rows == {
        "in_business": ("met", False),
        "capital": ("met", False),
        "not_debarred": ("met", True),
        "no_bar": ("met", False),
        "seats": ("met", True),
        "document.hygiene": ("met", False),
    }
    letters = notices_of_case(case_id)
    assert [letter.rule for letter in letters] == ["received"]
    proof = receipt(case_id, actor=firm)
    assert proof["event"]["payload"]["answers_sha256"] == done.answers_sha256


def test_a_double_click_submits_once(firm):
    case_id = market.filled(firm)
    first = submit_case(case_id, actor=firm, at=AT, key="s1")
    second = submit_case(case_id, actor=firm, at=market.later(seconds=1), key="s1")
    assert second.already
    assert (second.sequence, second.submitted_at) == (first.sequence, first.submitted_at)
    with pytest.raises(SubmittedAlready):
        submit_case(case_id, actor=firm, at=AT, key="s2")
    assert types(case_id).count("CaseSubmitted") == 1


def test_everything_that_blocks_is_told_at_once_and_nothing_is_recorded(firm):
    case_id = open_case(MARKET, "stallholder", actor=firm, at=AT)
    before = types(case_id)
    with pytest.raises(SubmissionBlocked) as refused:
        submit_case(case_id, actor=firm, at=AT)
    assert [finding.check for finding in refused.value.findings] == [
        "answer.contact.email",
        "answer.plan.food",
        "document.hygiene",
    ]
    assert types(case_id) == before


def test_a_fact_not_found_is_undetermined_and_does_not_block(firm):
    unknown = market.begin("04595257", "無名小吃店", "owner@noname.test")
    case_id = market.filled(unknown)
    submit_case(case_id, actor=unknown, at=AT)
    rows = dict(FindingRow.objects.filter(case_id=case_id).values_list("check_name", "outcome"))
    assert (rows["capital"], rows["in_business"]) == ("undetermined", "undetermined")


class TestRounds:
    CLOSES = datetime(2026, 11, 30, 17, 0, 0, tzinfo=TAIPEI)

    @pytest.fixture
    def draft(self, firm):
        market.with_code(firm)
        return market.stall(firm)

    def test_at_the_last_second_it_is_in(self, firm, draft):
        done = submit_case(draft, actor=firm, at=self.CLOSES.replace(microsecond=999_999))
        assert done.round == "first"

    def test_one_second_later_it_is_late_and_the_draft_stays(self, firm, draft):
        with pytest.raises(RoundNotOpenYet) as refused:
            submit_case(draft, actor=firm, at=self.CLOSES.replace(second=1))
        assert refused.value.values["round"] == "第二梯次"
        assert Case.objects.get(id=draft).submitted_at is None
        done = submit_case(draft, actor=firm, at=datetime(2026, 12, 7, 9, 0, tzinfo=TAIPEI))
        assert done.round == "second"

    def test_after_the_last_round_it_says_when_that_closed(self, firm, draft):
        with pytest.raises(RoundClosed) as refused:
            submit_case(draft, actor=firm, at=datetime(2026, 12, 31, 17, 0, 1, tzinfo=TAIPEI))
        assert "下午 5 時" in refused.value.says
        assert "1 秒" in refused.value.says

    @pytest.mark.clause("L4.E3")
    def test_the_sixth_of_a_round_is_refused_with_its_clause(self, firm, draft):
        others = [draft, *(market.stall(firm, f"攤 {n}") for n in range(5))]
        for case_id in others[:5]:
            submit_case(case_id, actor=firm, at=AT)
        with pytest.raises(SubmissionBlocked) as refused:
            submit_case(others[5], actor=firm, at=AT)
        assert [(f.check, f.clause) for f in refused.value.findings] == [("batch_limit", "N3")]
        assert submit_case(others[5], actor=firm, at=datetime(2026, 12, 8, 9, 0, tzinfo=TAIPEI)).round == "second"


def test_only_the_firm_itself_writes_in_its_case(firm, other_firm):
    case_id = market.filled(firm)
    for act in (
        lambda actor: save_answers(case_id, {"plan.seats": "1"}, seen={}, actor=actor, at=AT),
        lambda actor: submit_case(case_id, actor=actor, at=AT),
        lambda actor: attach_document(case_id, "hygiene", market.seal(firm, pages=2), actor=actor, at=AT),
    ):
        with pytest.raises(NotYours):
            act(other_firm)
        with pytest.raises(ApplicantOnly):
            act(OFFICE)
    with pytest.raises(NotYours):
        case_page(case_id, actor=other_firm, at=AT)


def test_the_submission_s_event_holds_answers_files_and_hash(firm):
    case_id = market.submitted(firm)
    handed_in = next(e.event for e in read_stream(f"case-{case_id}") if isinstance(e.event, events.CaseSubmitted))
    assert handed_in.answers["plan.food"] == {"value": "cold", "version": 1}
    assert [each["document"] for each in handed_in.files] == ["hygiene"]
