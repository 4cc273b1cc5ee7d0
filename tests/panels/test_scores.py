"""Points are given alone, sealed, opened together; what comes of them is told to the case (L7.P1 to L7.P4, L9.1)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.engine.scoring import SettingsIncomplete
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import read_stream
from xuzhi.panels.events import panel_stream
from xuzhi.panels.models import Panel, ScoreSheet, Seat
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.hand_in_scores import hand_in_scores
from xuzhi.panels.operations.make_minutes import make_minutes
from xuzhi.panels.operations.open_scores import open_scores
from xuzhi.panels.operations.save_scores import save_scores
from xuzhi.panels.operations.withdraw_reviewer import withdraw_reviewer
from xuzhi.panels.queries.member_panel import member_panel
from xuzhi.panels.queries.minutes_pdf import minutes_pdf
from xuzhi.panels.queries.office_panel import office_panel
from xuzhi.panels.queries.ranking import ranking
from xuzhi.panels.refusals import (
    MembersOnly,
    NotOpened,
    OfficeOnly,
    OpenedAlready,
    Recused,
    ScoresOutstanding,
    SheetBroken,
    SheetInvalid,
    SheetSealed,
    SittingNotBegun,
    TooFewMembers,
)

from . import contest
from .contest import GOOD, POOR

AT, SITS_AT = contest.AT, contest.SITS_AT
AFTER = SITS_AT + timedelta(hours=1)


def facts_of(table) -> dict:
    page = case_page(table.case, actor=table.office, at=AFTER)
    views = (each for section in page.sections for each in section.questions)
    return {each.question.name: each.value for each in views if each.question.name.startswith("panel.")}


class TestLocked:
    def test_nobody_scores_before_the_office_has_set_what_it_takes(self, firm, office):
        table = contest.Table(firm, office)
        with pytest.raises(SettingsIncomplete) as refused:
            save_scores(table.panel, GOOD, actor=table.members[0], at=SITS_AT)
        assert "「味道的配分」還沒有設定。" in refused.value.says
        page = office_panel(table.case, actor=office, at=AT)
        assert [lack.parameter for lack in page.lacks] == [
            "least_tasters", "pass_mark", "bonus_most", "weight_taste", "weight_story",
        ]  # fmt: skip
        assert page.criteria[0].weight == ""
        contest.make_settings(weight_story=39)
        page = office_panel(table.case, actor=office, at=AT)
        assert [lack.says for lack in page.lacks] == ["各項配分合計 99，應為 100。"]

    def test_what_is_set_after_the_case_was_handed_in_counts_where_its_own_edition_is_silent(self, firm, office):
        table = contest.Table(firm, office)
        contest.make_settings()
        table.hand_in(GOOD)
        assert table.row.settings["pass_mark"] == 70

    def test_the_figures_are_fixed_with_the_first_sheet(self, table):
        table.hand_in(GOOD)
        contest.set_one("pass_mark", 99)
        for member, sheet in zip(table.members[1:], (GOOD, GOOD), strict=True):
            hand_in_scores(table.panel, sheet, actor=member, at=SITS_AT)
        assert open_scores(table.panel, actor=table.office, at=AFTER).passed is True


class TestSheet:
    def test_a_draft_is_kept_as_it_is_typed_for_its_writer_alone(self, table):
        mine, other = table.members[:2]
        typed = {"points-taste": "很多", "reason-story": "半句", "nonsense": "x"}
        save_scores(table.panel, typed, actor=mine, at=AT)
        page = member_panel(table.panel, actor=mine, at=AT)
        assert page.criteria[0].typed == {"points": "很多"} and page.criteria[1].typed == {"reason": "半句"}
        assert page.saved_at == AT
        assert member_panel(table.panel, actor=other, at=AT).criteria[0].typed == {}
        assert "很多" not in str(read_stream(panel_stream(table.panel)))

    def test_everything_that_is_wrong_at_once_and_nothing_typed_is_lost(self, table):
        typed = {"points-taste": "60.1", "reason-taste": "好", "points-story": "7.25", "bonus-story": "3"}
        with pytest.raises(SheetInvalid) as refused:
            hand_in_scores(table.panel, typed, actor=table.members[0], at=SITS_AT)
        assert set(refused.value.parts) == {"points-taste", "points-story", "reason-story", "bonus_reason-story"}
        assert refused.value.parts["points-taste"].says == "「味道」的分數「60.1」不能用。"

    def test_not_before_the_meeting(self, table):
        with pytest.raises(SittingNotBegun):
            hand_in_scores(table.panel, GOOD, actor=table.members[0], at=SITS_AT - timedelta(seconds=1))

    def test_sealed_means_sealed(self, table):
        member = table.members[0]
        table.hand_in(GOOD)
        for act in (save_scores, hand_in_scores):
            with pytest.raises(SheetSealed):
                act(table.panel, POOR, actor=member, at=SITS_AT)
        assert member_panel(table.panel, actor=member, at=SITS_AT).state == "sealed"

    def test_only_members(self, table, office):
        with pytest.raises(MembersOnly):
            hand_in_scores(table.panel, GOOD, actor=office, at=SITS_AT)


@pytest.mark.clause("L7.P1", "L7.P2", "L7.P3", "L7.P4", "L9.1")
class TestSealed:
    def test_before_the_opening_nobody_sees_a_point(self, table, office):
        table.hand_in(GOOD, POOR)
        page = office_panel(table.case, actor=office, at=AFTER)
        assert (page.handed_in, page.sitting_members, page.outcome, page.may_open) == (2, 3, None, False)
        assert [each.state for each in page.seats] == ["handed_in", "handed_in", "cleared"]
        recorded = str([each.payload for each in read_stream(panel_stream(table.panel))])
        assert "外酥內嫩" not in recorded and "太油" not in recorded
        assert member_panel(table.panel, actor=table.members[0], at=AFTER).outcome is None
        assert Seat.objects.filter(sheet__isnull=False).count() == 0 and facts_of(table)["panel.opened"] is None

    def test_not_while_somebody_has_not_handed_in(self, table, office):
        table.hand_in(GOOD, GOOD)
        with pytest.raises(ScoresOutstanding, match="丙委員"):
            open_scores(table.panel, actor=office, at=AFTER)

    def test_only_the_office_opens(self, table):
        table.hand_in(GOOD, GOOD, GOOD)
        with pytest.raises(OfficeOnly):
            open_scores(table.panel, actor=table.members[0], at=AFTER)

    def test_a_sheet_that_was_changed_since_is_not_opened(self, table, office):
        table.hand_in(GOOD, GOOD, GOOD)
        row = ScoreSheet.objects.filter(reviewer_id=table.members[1].id)
        sheet = row.get().sheet
        sheet["marks"]["taste"]["points"] = "60"
        row.update(sheet=sheet)
        with pytest.raises(SheetBroken, match="乙委員"):
            open_scores(table.panel, actor=office, at=AFTER)
        assert table.row.opened_at is None

    def test_opened_all_at_once_with_spread_and_reasons(self, table, office):
        table.hand_in(GOOD, POOR, {**GOOD, "bonus-story": "3", "bonus_reason-story": "三代老店", "remark": "少放鹽"})
        result = open_scores(table.panel, actor=office, at=AFTER)
        assert (result.total, result.passed, result.bonus) == (Decimal("73.33"), True, Decimal("1.00"))
        outcome = office_panel(table.case, actor=office, at=AFTER).outcome
        taste = outcome.criteria[0]
        assert (taste.mean, taste.least, taste.most, taste.spread) == ("40.00", "20", "50", "30")
        assert [(each.name, each.points, each.reason, each.at) for each in taste.given] == [
            ("甲委員", "50", "外酥內嫩", 83), ("乙委員", "20", "太油", 33), ("丙委員", "50", "外酥內嫩", 83),
        ]  # fmt: skip
        assert [(each.name, each.total, each.apart) for each in outcome.totals] == [
            ("甲委員", "82.00", "+13.00"), ("乙委員", "56.00", "-26.00"), ("丙委員", "82.00", "+13.00"),
        ]  # fmt: skip
        assert outcome.totals[2].remark == "少放鹽"
        assert outcome.says == "總平均 73.33 分，達到 70 分的及格分數，審查通過。"
        page = member_panel(table.panel, actor=table.members[0], at=AFTER)
        assert page.state == "opened" and page.outcome.total == "73.33"
        assert not ScoreSheet.objects.exists()
        with pytest.raises(OpenedAlready):
            open_scores(table.panel, actor=office, at=AFTER)

    def test_rows_come_out_of_the_events_alone(self, table, office):
        table.hand_in(GOOD, POOR, GOOD)
        open_scores(table.panel, actor=office, at=AFTER)
        before = list(Panel.objects.values()), list(Seat.objects.order_by("position").values())
        rebuild_read_models(["panels"])
        assert (list(Panel.objects.values()), list(Seat.objects.order_by("position").values())) == before


@pytest.mark.clause("L7.2", "L7.P4")
class TestOutcome:
    def test_the_case_is_told_and_its_steps_follow(self, table, office):
        table.hand_in(GOOD, GOOD, GOOD)
        open_scores(table.panel, actor=office, at=AFTER)
        assert facts_of(table) == {
            "panel.opened": True, "panel.quorate": True, "panel.passed": True, "panel.total": 82, "panel.bonus": 0,
            "panel.short": (),
        } | {"panel.short": facts_of(table)["panel.short"]}  # fmt: skip
        with pytest.raises(StepNotAllowed):
            take_step(table.case, "leave_out", actor=office, at=AFTER)
        assert take_step(table.case, "take", actor=office, at=AFTER).to_stage == "selected"

    def test_the_grounds_are_the_criteria_that_fell_short(self, table, office):
        table.hand_in(POOR, POOR, POOR)
        open_scores(table.panel, actor=office, at=AFTER)
        with pytest.raises(StepNotAllowed):
            take_step(table.case, "take", actor=office, at=AFTER)
        take_step(table.case, "leave_out", actor=office, at=AFTER, grounds=("story",))
        (decided,) = [each for each in read_stream(f"case-{table.case}") if each.type == "DecisionMade"]
        assert decided.payload["grounds"] == ["taste"]

    def test_the_firm_does_not_see_the_points_in_its_case(self, table, office):
        table.hand_in(GOOD, GOOD, GOOD)
        open_scores(table.panel, actor=office, at=AFTER)
        page = case_page(table.case, actor=table.firm, at=AFTER)
        names = [each.question.name for section in page.sections for each in section.questions]
        assert not [name for name in names if name.startswith("panel.")]
        assert not [line for line in page.timeline if line.type == "FactsGiven"]

    def test_bonus_points_rank_what_passed(self, table, office):
        def concluded(bonus: str, total: str) -> None:
            sheet = {**GOOD, "points-taste": total, "bonus-story": bonus, "bonus_reason-story": "老店"}
            other = contest.Table.__new__(contest.Table)
            other.firm, other.office, other.members = table.firm, office, table.members
            other.case = contest.at_tasting(table.firm, office)
            other.panel = form_panel(other.case, actor=office, at=AT)
            contest.place_on_agenda(other.panel, table.sitting, actor=office, at=AT)
            for member in other.members:
                appoint_reviewer(other.panel, member.id, actor=office, at=AT)
                contest.pledge_confidentiality(other.panel, actor=member, at=AT)
                declare_conflicts(other.panel, conflict=False, actor=member, at=AT)
            other.hand_in(sheet, sheet, sheet)
            open_scores(other.panel, actor=office, at=AFTER)

        for bonus, total in (("0", "60"), ("4", "42"), ("4", "50"), ("5", "30"), ("0", "60")):
            concluded(bonus, total)
        ranked = ranking(contest.CONTEST, actor=office)
        assert [(each.rank, each.bonus, each.total) for each in ranked] == [
            (1, 4, 82), (2, 4, 74), (3, 0, 92), (3, 0, 92),
        ]  # fmt: skip
        with pytest.raises(OfficeOnly):
            ranking(contest.CONTEST, actor=table.members[0])


@pytest.mark.clause("L9.1")
class TestConflictAfterOpening:
    def test_scores_are_void_and_the_result_is_made_anew(self, table, office):
        table.hand_in(GOOD, POOR, GOOD)
        assert open_scores(table.panel, actor=office, at=AFTER).total == Decimal("73.33")
        member = table.members[0]
        declare_conflicts(table.panel, conflict=True, parties=[1], note="表哥", actor=member, at=AFTER)
        row = table.row
        assert (row.total, row.passed, row.quorate, row.concluded) == (Decimal("69.00"), False, True, 2)
        assert table.seat(member).sheet is None and table.seat(member).voided_at is not None
        assert facts_of(table)["panel.total"] == 69
        outcome = office_panel(table.case, actor=office, at=AFTER).outcome
        assert [each.name for each in outcome.totals] == ["乙委員", "丙委員"]
        with pytest.raises(Recused):
            member_panel(table.panel, actor=member, at=AFTER)

    def test_too_few_are_left_and_nothing_is_decided(self, table, office):
        table.hand_in(GOOD, GOOD, GOOD)
        open_scores(table.panel, actor=office, at=AFTER)
        for member in table.members[:2]:
            declare_conflicts(table.panel, conflict=True, parties=[1], note="表哥", actor=member, at=AFTER)
        found = facts_of(table)
        assert (found["panel.quorate"], found["panel.total"], found["panel.passed"]) == (False, None, None)
        for step in ("take", "leave_out"):
            with pytest.raises(StepNotAllowed):
                take_step(table.case, step, actor=office, at=AFTER)
        page = office_panel(table.case, actor=office, at=AFTER)
        assert page.may_form and page.outcome.says == "有效評分的委員 1 位，不足最低的 2 位，不能作成決定。"

    def test_then_another_panel_is_formed_and_nothing_of_the_first_holds(self, table, office):
        table.hand_in(GOOD, GOOD, GOOD)
        open_scores(table.panel, actor=office, at=AFTER)
        for member in table.members[:2]:
            declare_conflicts(table.panel, conflict=True, parties=[1], note="表哥", actor=member, at=AFTER)
        again = form_panel(table.case, actor=office, at=AFTER)
        assert again != table.panel and Panel.objects.get(id=again).nth == 2
        assert set(facts_of(table).values()) == {None}
        with pytest.raises(Exception, match="迴避"):
            appoint_reviewer(again, table.members[0].id, actor=office, at=AFTER)

    def test_the_office_takes_nobody_out_for_their_points(self, table, office):
        table.hand_in(GOOD, POOR, GOOD)
        open_scores(table.panel, actor=office, at=AFTER)
        with pytest.raises(OpenedAlready):
            withdraw_reviewer(table.panel, table.members[1].id, "分數太低", actor=office, at=AFTER)
        withdraw_reviewer(table.panel, table.members[1].id, "查到親屬關係", actor=office, at=AFTER, conflict=True)
        assert table.row.total == Decimal("82.00")

    def test_below_the_least_before_the_opening(self, table, office):
        table.hand_in(GOOD, GOOD, GOOD)
        for member in table.members[:2]:
            withdraw_reviewer(table.panel, member.id, "請假", actor=office, at=AFTER)
        with pytest.raises(TooFewMembers):
            open_scores(table.panel, actor=office, at=AFTER)


@pytest.mark.clause("L7.2", "L9.1")
class TestMinutes:
    def test_they_say_what_was_and_are_made_anew_when_it_changed(self, table, office):
        with pytest.raises(NotOpened):
            make_minutes(table.panel, actor=office, at=AFTER)
        table.hand_in(GOOD, POOR, GOOD)
        open_scores(table.panel, actor=office, at=AFTER)
        first = make_minutes(table.panel, actor=office, at=AFTER)
        assert make_minutes(table.panel, actor=office, at=AFTER) == first
        declare_conflicts(table.panel, conflict=True, parties=[1], note="表哥", actor=table.members[1], at=AFTER)
        assert [each.current for each in office_panel(table.case, actor=office, at=AFTER).minutes] == [False]
        second = make_minutes(table.panel, actor=office, at=AFTER)
        assert second != first
        file = minutes_pdf(table.panel, 2, actor=office, at=AFTER)
        assert file.pdf.startswith(b"%PDF") and file.name.startswith("RC-115-")
