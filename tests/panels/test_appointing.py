"""A panel is formed, people are appointed, pledge and declare; a conflict takes them out for good (L9.1)."""

import pytest

from xuzhi.casework.operations.take_step import take_step
from xuzhi.ledger.queries import read_stream
from xuzhi.panels.events import panel_stream
from xuzhi.panels.models import Panel, Seat
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.pledge_confidentiality import pledge_confidentiality
from xuzhi.panels.operations.read_material import read_material
from xuzhi.panels.operations.withdraw_reviewer import withdraw_reviewer
from xuzhi.panels.queries.member_panel import material_file, member_panel
from xuzhi.panels.queries.my_seats import my_seats
from xuzhi.panels.queries.office_panel import office_panel
from xuzhi.panels.refusals import (
    AlreadyAppointed,
    ConflictUnsaid,
    DeclarationMissing,
    MembersOnly,
    NoPanelHere,
    OfficeOnly,
    PanelUnknown,
    PledgeMissing,
    Recused,
    ReviewerUnknown,
    TiedToParty,
    WithdrawnForConflict,
)

from . import contest

AT = contest.AT


@pytest.fixture
def panel(firm, office):
    case = contest.at_tasting(firm, office)
    return form_panel(case, actor=office, at=AT)


def entered(office, name="甲委員", **changes):
    return enter_reviewer(contest.profile(name, **changes), actor=office, at=AT)


class TestForming:
    def test_parties_as_the_register_knows_them(self, panel):
        applicant, grower = Panel.objects.get(id=panel).parties
        assert applicant["role"] == "申請單位" and applicant["representative"] == "王小明"
        assert applicant["address"] == "臺中市西屯區文心路一段1號"
        assert applicant["domains"] == ["chenguang.test"]
        assert (grower["role"], grower["name"], grower["ubn"]) == ("農場", contest.FARM, contest.FARM_UBN)
        assert grower["representative"] == "林大同"

    def test_again_gives_the_same(self, panel, office):
        case = Panel.objects.get(id=panel).case_id
        assert form_panel(case, actor=office, at=AT) == panel

    def test_not_before_its_stage_and_only_by_the_office(self, firm, office):
        case = contest.at_tasting(firm, office)
        with pytest.raises(OfficeOnly):
            form_panel(case, actor=firm, at=AT)
        other = contest.open_case(contest.CONTEST, "dish", actor=firm, at=AT)
        with pytest.raises(NoPanelHere):
            form_panel(other, actor=office, at=AT)


@pytest.mark.clause("L9.1")
class TestAppointing:
    def test_a_tie_bars_the_appointment_with_all_ties_told(self, panel, office):
        tied = entered(office, organisation="晨光小吃", email="cook@chenguang.test")
        with pytest.raises(TiedToParty) as refused:
            appoint_reviewer(panel, tied, actor=office, at=AT)
        assert "服務單位就是申請單位「晨光小吃股份有限公司」" in refused.value.says
        assert "同一個網域（chenguang.test）" in refused.value.says
        assert not Seat.objects.exists()

    def test_the_address_in_other_characters(self, panel, office):
        """台 for 臺, a full-width digit: the register's entry of another firm at the same place."""
        tied = entered(office, organisation="晚霞顧問有限公司", organisation_ubn=contest.OTHER_UBN)
        with pytest.raises(TiedToParty, match="地址與申請單位"):
            appoint_reviewer(panel, tied, actor=office, at=AT)

    def test_a_tie_to_a_firm_that_the_answers_name(self, panel, office):
        tied = entered(office, employers=[{"name": "", "ubn": contest.FARM_UBN, "note": "110 年離職"}])
        with pytest.raises(TiedToParty, match="曾任職於農場"):
            appoint_reviewer(panel, tied, actor=office, at=AT)

    def test_nobody_twice_and_nobody_who_is_not_on_the_roster(self, panel, office):
        free = entered(office)
        appoint_reviewer(panel, free, actor=office, at=AT)
        with pytest.raises(AlreadyAppointed):
            appoint_reviewer(panel, free, actor=office, at=AT)
        with pytest.raises(ReviewerUnknown):
            appoint_reviewer(panel, office.id, actor=office, at=AT)

    def test_the_office_sees_who_could_be_appointed_and_why_not(self, panel, office):
        entered(office, "甲委員", organisation="晨光小吃")
        entered(office, "乙委員")
        page = office_panel(Panel.objects.get(id=panel).case_id, actor=office, at=AT)
        assert [(each.reviewer.name, len(each.ties)) for each in page.candidates] == [("乙委員", 0), ("甲委員", 1)]

    def test_who_left_for_another_reason_may_come_back(self, panel, office):
        free = entered(office)
        appoint_reviewer(panel, free, actor=office, at=AT)
        withdraw_reviewer(panel, free, "當天請假", actor=office, at=AT)
        appoint_reviewer(panel, free, actor=office, at=AT)
        assert Seat.objects.get().sits


@pytest.mark.clause("L9.1")
class TestBeforeAnythingIsShown:
    @pytest.fixture
    def member(self, panel, office):
        reviewer_id = entered(office)
        appoint_reviewer(panel, reviewer_id, actor=office, at=AT)
        return contest.taster(reviewer_id, "甲委員")

    def test_first_the_undertaking_then_the_parties_then_the_material(self, panel, member):
        first = member_panel(panel, actor=member, at=AT)
        assert (first.state, first.parties, first.subject, first.firm_name, first.criteria) == (
            "pledge",
            (),
            "",
            "",
            (),
        )
        assert "保密" in first.pledge
        pledge_confidentiality(panel, actor=member, at=AT)
        second = member_panel(panel, actor=member, at=AT)
        assert (second.state, second.subject, second.criteria) == ("declare", "", ())
        assert [each.name for each in second.parties] == [contest.NAME, contest.FARM]
        assert declare_conflicts(panel, conflict=False, actor=member, at=AT) is True
        third = member_panel(panel, actor=member, at=AT)
        assert (third.state, third.subject) == ("score", "臭豆腐")
        assert [each.question.name for each in third.criteria[0].material.questions] == ["dish.steps"]

    def test_the_list_of_ones_own_panels_tells_nothing_either(self, panel, member):
        (line,) = my_seats(actor=member, at=AT)
        assert (line.subject, line.firm_name, line.to_do, line.state) == ("", "", True, "appointed")
        pledge_confidentiality(panel, actor=member, at=AT)
        declare_conflicts(panel, conflict=False, actor=member, at=AT)
        (line,) = my_seats(actor=member, at=AT)
        assert (line.subject, line.state) == ("臭豆腐", "cleared")

    def test_material_is_refused_before(self, panel, member):
        with pytest.raises(PledgeMissing):
            read_material(panel, actor=member, at=AT)
        with pytest.raises(PledgeMissing):
            declare_conflicts(panel, conflict=False, actor=member, at=AT)
        pledge_confidentiality(panel, actor=member, at=AT)
        with pytest.raises(DeclarationMissing):
            material_file(panel, panel, actor=member, at=AT)

    def test_the_words_that_were_agreed_to_are_kept(self, panel, member):
        pledge_confidentiality(panel, actor=member, at=AT)
        pledge_confidentiality(panel, actor=member, at=AT)
        pledged = [each for each in read_stream(panel_stream(panel)) if each.type == "ConfidentialityPledged"]
        assert len(pledged) == 1 and "利益迴避" in pledged[0].payload["words"]

    def test_every_look_is_an_event_of_the_case(self, panel, member):
        pledge_confidentiality(panel, actor=member, at=AT)
        declare_conflicts(panel, conflict=False, actor=member, at=AT)
        case = read_material(panel, actor=member, at=AT)
        looks = [each for each in read_stream(f"case-{case}") if each.type == "CaseViewed"]
        assert [(each.actor.name, each.actor.role) for each in looks] == [("甲委員", "reviewer")]

    def test_somebody_else_sees_nothing(self, panel, member, office):
        stranger = contest.taster(entered(office, "乙委員"), "乙委員")
        for actor in (stranger, office):
            with pytest.raises(MembersOnly):
                member_panel(panel, actor=actor, at=AT)
        with pytest.raises(PanelUnknown):
            member_panel(office.id, actor=member, at=AT)


@pytest.mark.clause("L9.1")
class TestConflict:
    def test_a_declared_one_withdraws_at_once_and_hides_everything(self, table, office):
        member = table.members[0]
        with pytest.raises(ConflictUnsaid):
            declare_conflicts(table.panel, conflict=True, parties=[1], note=" ", actor=member, at=AT)
        with pytest.raises(ConflictUnsaid):
            declare_conflicts(table.panel, conflict=True, parties=[7], note="親戚", actor=member, at=AT)
        sits = declare_conflicts(table.panel, conflict=True, parties=[1], note="農場主人是表哥", actor=member, at=AT)
        assert sits is False and table.seat(member).withdrawn_why == "declared"
        with pytest.raises(Recused):
            member_panel(table.panel, actor=member, at=AT)
        with pytest.raises(Recused):
            read_material(table.panel, actor=member, at=AT)
        (line,) = my_seats(actor=member, at=AT)
        assert (line.state, line.subject, line.firm_name, line.sitting) == ("withdrawn", "", "", None)

    def test_whoever_withdrew_is_not_appointed_again_and_the_tie_is_known(self, table, office):
        member = table.members[0]
        declare_conflicts(table.panel, conflict=True, parties=[1], note="表哥", actor=member, at=AT)
        with pytest.raises(WithdrawnForConflict):
            appoint_reviewer(table.panel, member.id, actor=office, at=AT)
        other = form_panel(contest.at_tasting(table.firm, office), actor=office, at=AT)
        with pytest.raises(TiedToParty, match="曾申報與農場"):
            appoint_reviewer(other, member.id, actor=office, at=AT)

    def test_who_is_of_the_office_as_well_does_not_see_it_there(self, table, office):
        member = table.members[0]
        declare_conflicts(table.panel, conflict=True, parties=[0], note="表哥", actor=member, at=AT)
        as_officer = contest.Actor.person(member.id, member.name, "officer")
        with pytest.raises(Recused):
            office_panel(table.case, actor=as_officer, at=AT)
        with pytest.raises(Recused):
            withdraw_reviewer(table.panel, table.members[1].id, "x", actor=as_officer, at=AT)


def test_the_case_waits_for_the_panel(table, office):
    with pytest.raises(Exception, match="試吃會還沒有決定"):
        take_step(table.case, "take", actor=office, at=AT)
