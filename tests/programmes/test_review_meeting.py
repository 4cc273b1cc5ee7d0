"""The review meeting of proposals: material in time or out, who attends, how it goes, what comes of it (G7, G8)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.hand_in_refusals import HandInOver
from xuzhi.casework.models import Attachment, Case, ClockRow
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.engine.scoring import SettingsIncomplete
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.notices.models import Notice
from xuzhi.panels.knowing import parties_of
from xuzhi.panels.locking import look
from xuzhi.panels.models import Attendee, Confirmation, Leave, Panel, Phase, Remark, Sitting
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.begin_phase import begin_phase
from xuzhi.panels.operations.close_roll import close_roll
from xuzhi.panels.operations.confirm_minutes import confirm_minutes
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.end_phase import end_phase
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.make_minutes import make_minutes
from xuzhi.panels.operations.note_attendance import note_attendance
from xuzhi.panels.operations.note_remark import note_remark
from xuzhi.panels.operations.reschedule_sitting import reschedule_sitting
from xuzhi.panels.operations.save_scores import save_scores
from xuzhi.panels.operations.take_leave import take_leave
from xuzhi.panels.operations.withdraw_leave import withdraw_leave
from xuzhi.panels.profiles import Profile
from xuzhi.panels.refusals import (
    LeaveClosed,
    LeaveInvalid,
    MinutesOutdated,
    NobodyLeads,
    NotInPlan,
    PhaseOutOfTurn,
    RollIsClosed,
    RollOpen,
    SittingInvalid,
    TiedToParty,
)
from xuzhi.panels.slides import slides_of

from . import review_day
from .review_day import CALLED, DUE, MEETS

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path


@pytest.fixture
def office(db):
    return review_day.set_up()


@pytest.fixture
def review(office):
    """One proposal for smart operations, called to the meeting."""
    firm = review_day.firm()
    return review_day.Review(office, [(firm, review_day.qualified(firm, office))])


@pytest.fixture
def in_session(review):
    """Everything handed in, the clock has run out, the meeting begins."""
    review.hand_in()
    assert sweep_clocks(at=DUE + SECOND) == 1
    return review


def letters_of(case_id):
    return list(Notice.objects.filter(case_id=case_id).order_by("issued_at", "number").values_list("rule", flat=True))


class TestMaterial:
    @pytest.mark.clause("G7.2", "G7.3")
    def test_the_invitation_calls_the_case_and_starts_the_clock(self, review):
        case, clock = review.case(), ClockRow.objects.get(case_id=review.cases[0], clock="material")
        assert (case.stage, case.turn) == ("material", "applicant")
        assert (clock.state, clock.due_at) == ("running", DUE + SECOND)
        assert letters_of(case.id)[-1] == "review_meeting"

    @pytest.mark.clause("G7.3", "G7.4")
    def test_five_o_clock_sharp_is_in_and_a_second_later_is_out(self, review):
        review.hand_in(at=DUE, documents=["meeting_material", "slides_pdf"])
        with pytest.raises(HandInOver) as refused:
            review.hand_in(at=DUE + SECOND, documents=["slides_powerpoint"])
        assert "115 年 4 月 22 日（三）下午 5 時" in refused.value.says
        assert refused.value.clause == "G7.4"

    @pytest.mark.clause("G7.3", "G7.4")
    def test_who_has_not_handed_in_everything_is_out_by_the_clock_with_a_letter(self, review):
        review.hand_in(documents=["meeting_material", "slides_pdf"])
        assert sweep_clocks(at=DUE) == 0
        assert sweep_clocks(at=DUE + SECOND) == 1
        case = review.case()
        assert (case.stage, case.outcome) == ("forfeited", "forfeited")
        assert letters_of(case.id)[-1] == "forfeiture"
        assert ClockRow.objects.get(case_id=case.id, clock="material").set_off == "forfeit_late"

    @pytest.mark.clause("G7.4")
    def test_slides_are_exchanged_until_then_and_never_after(self, review):
        review.hand_in()
        first = Attachment.objects.get(case_id=review.cases[0], document="slides_pdf")
        other = review_day.seal(review_day.paper(9), "新簡報.pdf", review.firms[0], DUE)
        attach_document(review.cases[0], "slides_pdf", other, actor=review.firms[0], at=DUE)
        sweep_clocks(at=DUE + SECOND)
        assert review.case().stage == "hearing"
        late = review_day.seal(review_day.paper(10), "更新的簡報.pdf", review.firms[0], DUE + SECOND)
        with pytest.raises(HandInOver):
            attach_document(review.cases[0], "slides_pdf", late, actor=review.firms[0], at=DUE + SECOND)
        shown = slides_of(look(review.panels[0], MEETS))
        assert [each.sha256 for each in shown if each.document == "slides_pdf"] == [other]
        assert first.sha256 != other

    @pytest.mark.clause("G7.4")
    def test_a_meeting_that_is_moved_later_does_not_open_them_again(self, in_session):
        moved = review_day.meeting(starts_at=MEETS + timedelta(days=7), material_until=MEETS)
        reschedule_sitting(in_session.sitting, moved, "場地", actor=in_session.officer, at=DUE + timedelta(hours=1))
        assert in_session.case().stage == "hearing"
        with pytest.raises(HandInOver):
            in_session.hand_in(at=DUE + timedelta(hours=2), documents=["slides_pdf"])

    @pytest.mark.clause("G7.3")
    def test_a_meeting_that_is_moved_before_then_has_a_new_time(self, review):
        later = DUE + timedelta(days=7)
        moved = review_day.meeting(starts_at=MEETS + timedelta(days=7), material_until=later)
        reschedule_sitting(review.sitting, moved, "場地", actor=review.officer, at=CALLED + timedelta(hours=1))
        assert sweep_clocks(at=DUE + SECOND) == 0
        running = ClockRow.objects.get(case_id=review.cases[0], clock="material", state="running")
        assert running.due_at == later + SECOND

    @pytest.mark.clause("G7.3", "G7.7")
    def test_a_sitting_says_until_when_and_how_long(self, office):
        meeting = review_day.meeting(material_until=MEETS + SECOND, phases={"presentation": 15})
        with pytest.raises(SittingInvalid) as refused:
            arrange_sitting(review_day.PROGRAMME, meeting, actor=office, at=CALLED)
        assert set(refused.value.parts) == {"material_until", "phase-questions", "phase-answers"}


class TestLeave:
    @pytest.mark.clause("G7.6")
    def test_a_member_with_a_managing_post_stands_in(self, in_session):
        case, firm = in_session.cases[0], in_session.firms[0]
        before = MEETS - SECOND
        with pytest.raises(LeaveInvalid) as refused:
            take_leave(case, "王路人", "", actor=firm, at=before)
        assert refused.value.parts["proxy"].says == "「王路人」不在提案計畫書的計畫人員名單裡，不能代理出席。"
        assert set(refused.value.parts) == {"proxy", "reason"}
        with pytest.raises(LeaveInvalid) as refused:
            take_leave(case, "黃小芬", "出國", actor=firm, at=before)
        assert refused.value.parts["proxy"].code == "panels.proxy_does_not_manage"
        with pytest.raises(LeaveInvalid):
            take_leave(case, "林怡君", "出國", actor=firm, at=before)
        sha256 = take_leave(case, "陳建宏", "出國", actor=firm, at=before)
        leave = Leave.objects.get(panel_id=in_session.panels[0])
        assert (leave.leader, leave.proxy, leave.sha256) == ("林怡君", "陳建宏", sha256)

    @pytest.mark.clause("G7.6")
    def test_it_closes_when_the_meeting_starts(self, in_session):
        with pytest.raises(LeaveClosed) as refused:
            take_leave(in_session.cases[0], "陳建宏", "出國", actor=in_session.firms[0], at=MEETS)
        assert refused.value.clause == "G7.6"

    @pytest.mark.clause("G7.5", "G7.6")
    def test_without_it_the_place_is_lost(self, in_session):
        panel, office = in_session.panels[0], in_session.officer
        take_leave(in_session.cases[0], "陳建宏", "出國", actor=in_session.firms[0], at=MEETS - SECOND)
        withdraw_leave(in_session.cases[0], actor=in_session.firms[0], at=MEETS - SECOND)
        note_attendance(panel, "陳建宏", present=True, actor=office, at=MEETS)
        with pytest.raises(StepNotAllowed):
            take_step(in_session.cases[0], "forfeit", reason="缺席", grounds=["no_leave"], actor=office, at=MEETS)
        assert close_roll(panel, actor=office, at=MEETS) is False
        with pytest.raises(NobodyLeads) as refused:
            begin_phase(panel, "presentation", actor=office, at=MEETS)
        assert refused.value.clause == "G7.6"
        take_step(in_session.cases[0], "forfeit", reason="缺席", grounds=["no_leave"], actor=office, at=MEETS)
        assert in_session.case().outcome == "forfeited"
        assert letters_of(in_session.cases[0])[-1] == "forfeiture"


class TestMeeting:
    @pytest.mark.clause("G7.5")
    def test_only_whom_the_plan_names_is_let_in(self, in_session):
        panel, office = in_session.panels[0], in_session.officer
        with pytest.raises(NotInPlan) as refused:
            note_attendance(panel, "王路人", present=True, actor=office, at=MEETS)
        assert (refused.value.clause, "林怡君、陳建宏、黃小芬" in str(refused.value.remedy)) == ("G7.5", True)
        for name in ("林怡君", "黃小芬", "陳建宏"):
            note_attendance(panel, name, present=True, actor=office, at=MEETS)
        note_attendance(panel, "陳建宏", present=False, actor=office, at=MEETS)
        assert close_roll(panel, actor=office, at=MEETS) is True
        assert list(Attendee.objects.order_by("position").values_list("name", flat=True)) == ["林怡君", "黃小芬"]
        with pytest.raises(RollIsClosed):
            note_attendance(panel, "陳建宏", present=True, actor=office, at=MEETS)

    @pytest.mark.clause("G7.6")
    def test_a_stand_in_with_a_completed_leave_leads(self, in_session):
        panel, office = in_session.panels[0], in_session.officer
        take_leave(in_session.cases[0], "陳建宏", "出國", actor=in_session.firms[0], at=MEETS - SECOND)
        note_attendance(panel, "陳建宏", present=True, actor=office, at=MEETS)
        assert close_roll(panel, actor=office, at=MEETS) is True

    @pytest.mark.clause("G7.7")
    def test_presentation_questions_then_answers_each_with_its_time(self, in_session):
        panel, office = in_session.panels[0], in_session.officer
        with pytest.raises(RollOpen):
            begin_phase(panel, "presentation", actor=office, at=MEETS)
        self._call_roll(in_session)
        with pytest.raises(PhaseOutOfTurn) as refused:
            begin_phase(panel, "answers", actor=office, at=MEETS)
        assert refused.value.remedy == "下一個程序：業者簡報"
        begin_phase(panel, "presentation", actor=office, at=MEETS)
        begin_phase(panel, "questions", actor=office, at=MEETS + timedelta(minutes=14))
        asked = MEETS + timedelta(minutes=15)
        note_remark(panel, "甲委員", "成員怎麼帶動？", actor=office, at=asked)
        begin_phase(panel, "answers", actor=office, at=MEETS + timedelta(minutes=20))
        end_phase(panel, actor=office, at=MEETS + timedelta(minutes=29))
        rows = [
            (each.code, each.minutes, each.begun_at - MEETS, each.ended_at - MEETS)
            for each in Phase.objects.order_by("position")
        ]
        assert rows == [
            ("presentation", 15, timedelta(), timedelta(minutes=14)),
            ("questions", 10, timedelta(minutes=14), timedelta(minutes=20)),
            ("answers", 10, timedelta(minutes=20), timedelta(minutes=29)),
        ]
        said = Remark.objects.get()
        assert (said.phase, said.speaker, said.noted_at) == ("questions", "甲委員", asked)

    @staticmethod
    def _call_roll(review):
        note_attendance(review.panels[0], "林怡君", present=True, actor=review.officer, at=MEETS)
        close_roll(review.panels[0], actor=review.officer, at=MEETS)

    @pytest.mark.clause("G7.2")
    def test_minutes_are_confirmed_by_members_and_rebuilt_from_events(self, in_session):
        self._call_roll(in_session)
        panel, office, member = in_session.panels[0], in_session.officer, in_session.members[0]
        take = MEETS + timedelta(hours=2)
        in_session.score(0, 0.8)
        make_minutes(panel, actor=office, at=take)
        confirm_minutes(panel, 1, actor=member, at=take)
        confirm_minutes(panel, 1, actor=member, at=take)
        assert Confirmation.objects.count() == 1
        tables = (Sitting, Panel, Attendee, Leave, Phase, Remark, Confirmation)
        before = [list(model.objects.order_by("pk").values()) for model in tables]
        rebuild_read_models()
        assert [list(model.objects.order_by("pk").values()) for model in tables] == before
        declare_conflicts(panel, conflict=True, parties=[0], note="親屬", actor=in_session.members[2], at=take)
        with pytest.raises(MinutesOutdated):
            confirm_minutes(panel, 1, actor=member, at=take)


class TestCriteria:
    @pytest.mark.clause("G8.A", "G8.B", "G8.C", "G8.D")
    def test_each_category_has_its_own_and_energy_the_saving_too(self, office):
        smart, energy = review_day.firm(0), review_day.firm(1)
        cases = [
            (smart, review_day.qualified(smart, office)),
            (energy, review_day.qualified(energy, office, "energy")),
        ]
        review = review_day.Review(office, cases)
        held = [look(panel, MEETS) for panel in review.panels]
        assert [each.name for each in held[0].criteria] == ["theme", "output", "capability"]
        assert [each.clause for each in held[1].criteria] == ["G8.A", "G8.B", "G8.C", "G8.D"]
        assert "量測、驗證方法" in held[1].criteria[2].says and "量測、驗證方法" not in held[0].criteria[2].says
        assert [sum(each.weight for each in one.scoring().criteria) for one in held] == [100, 100]

    @pytest.mark.clause("G8.A", "G8.D")
    @pytest.mark.parametrize(
        ("category", "told"), [("smart_operations", ""), ("energy", "各項配分合計 99，應為 100。")]
    )
    def test_nobody_scores_until_the_weights_of_the_category_come_to_100(self, office, category, told):
        review_day.set_one("weight_saving", 24)
        firm = review_day.firm()
        review = review_day.Review(office, [(firm, review_day.qualified(firm, office, category))])
        assert " ".join(each.says for each in look(review.panels[0], MEETS).lacks) == told
        if not told:
            save_scores(review.panels[0], {}, actor=review.members[0], at=MEETS)
            return
        with pytest.raises(SettingsIncomplete):
            save_scores(review.panels[0], {}, actor=review.members[0], at=MEETS)


@pytest.mark.clause("G7.2")
def test_a_panel_that_loses_its_quorum_decides_nothing_until_another_has_sat(in_session):
    panel, office, at = in_session.panels[0], in_session.officer, MEETS + timedelta(hours=2)
    in_session.score(0, 0.8)
    for member in in_session.members[1:]:
        declare_conflicts(panel, conflict=True, parties=[0], note="顧問", actor=member, at=at)
    assert Panel.objects.get(id=panel).quorate is False
    with pytest.raises(StepNotAllowed) as refused:
        take_step(in_session.cases[0], "not_select", reason="x", grounds=["theme"], actor=office, at=at)
    assert "達最低人數：否" in refused.value.says
    again = form_panel(in_session.cases[0], actor=office, at=at)
    assert again != panel
    assert Case.objects.get(id=in_session.cases[0]).stage == "hearing"


class TestTies:
    @pytest.mark.clause("G7.2")
    def test_members_and_whoever_measures_are_parties_as_the_applicant_is(self, office):
        smart, energy = review_day.firm(0), review_day.firm(1)
        cases = [
            (smart, review_day.qualified(smart, office)),
            (energy, review_day.qualified(energy, office, "energy")),
        ]
        review = review_day.Review(office, cases)
        of_members, of_energy = (look(panel, MEETS).panel.parties for panel in review.panels)
        assert len(of_members) == 200
        assert [(each["role"], each["ubn"]) for each in of_members[:2]] == [
            ("申請單位", review_day.UBNS[0]),
            ("供應鏈夥伴", review_day.PARTNERS[0]),
        ]
        assert [(each["role"], each["name"]) for each in of_energy] == [
            ("申請單位", review_day.NAMES[1]),
            ("能源技術服務業者", "能源技術股份有限公司"),
        ]
        assert of_energy[1]["address"] != ""
        tied = zip(review.panels, (review_day.PARTNERS[70], review_day.UBNS[2]), strict=True)
        for nth, (panel, ubn) in enumerate(tied):
            person = Profile(f"丁{nth}", f"tied{nth}@expert.test", "顧問", organisation_ubn=ubn, expertise=("ai",))
            reviewer = enter_reviewer(person, actor=office, at=CALLED)
            with pytest.raises(TiedToParty) as refused:
                appoint_reviewer(panel, reviewer, actor=office, at=CALLED)
            assert f"相同（{ubn}）" in refused.value.says

    def test_the_registers_are_asked_once_however_many_members_there_are(self, office):
        firm = review_day.firm()
        held = look(review_day.Review(office, [(firm, review_day.qualified(firm, office))]).panels[0], MEETS)
        rules, kind = held.edition, held.kind

        def cost(count):
            members = [{"ubn": ubn, "name": ubn, "kind": "tenant"} for ubn in review_day.PARTNERS[:count]]
            facts = {"plan.category": "smart_operations", "plan.members": members}
            with CaptureQueriesContext(connection) as captured:
                parties = parties_of(rules, kind, facts, firm_ubn="24549210", firm_name="晨光", on=MEETS.date())
            assert len(parties) == count + 1
            return len(captured)

        assert cost(1) == cost(199) == 3
