"""Cases about a case: what they know of it, what they change in it, and the steps that they set off there."""

from datetime import date

import pytest

from xuzhi.casework.events import StepTaken
from xuzhi.casework.models import Answer, Attachment, Bar, Case, ClockRow, DecidedChange
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.projectors import PROJECTORS
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.consequences import consequences
from xuzhi.casework.queries.difference_views import difference_views
from xuzhi.casework.refusals import (
    AboutMissing,
    AboutNotStanding,
    AboutOfOtherKind,
    CaseUnknown,
    NotYours,
    OpenedByOthers,
    SubmissionBlocked,
)
from xuzhi.engine.differences import Difference
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import log_size, read_events, read_stream
from xuzhi.notices.queries import notices_of_case

from . import market
from .market import AT, MARKET, OFFICE, UBN, later

PRICES = [{"dish": "臭豆腐", "price_twd": 70}, {"dish": "米血", "price_twd": 40}]


@pytest.fixture
def stall(firm):
    """An open stall."""
    market.with_code(firm)
    return market.opened(firm, prices=PRICES)


def change_of(stall, firm, at=AT, **answers):
    case_id = open_case(MARKET, "stall_change", actor=firm, at=at, about=stall)
    said = {"change.reason": "原料漲價"} | {name.replace("__", "."): value for name, value in answers.items()}
    versions = dict(Answer.objects.filter(case_id=case_id).values_list("question", "version"))
    save_answers(case_id, said, seen=versions, actor=firm, at=at)
    return case_id


def agreed(stall, firm, at=AT, **answers):
    case_id = change_of(stall, firm, at, **answers)
    submit_case(case_id, actor=firm, at=at)
    take_step(case_id, "agree", actor=OFFICE, at=at)
    return case_id


def answers_of(case_id):
    return dict(Answer.objects.filter(case_id=case_id).values_list("question", "value"))


def patrol_of(stall, at=AT):
    return open_case(MARKET, "patrol", actor=OFFICE, at=at, about=stall)


class TestOpening:
    def test_the_form_is_filled_from_what_stands(self, stall, firm):
        case_id = open_case(MARKET, "stall_change", actor=firm, at=AT, about=stall)
        case = Case.objects.get(id=case_id)
        assert (case.about, case.subject, case.stage) == (str(stall), "臭豆腐攤", "draft")
        assert answers_of(case_id) == {"stall.name": "臭豆腐攤", "stall.prices": PRICES}
        assert set(Answer.objects.filter(case_id=case_id).values_list("source", flat=True)) == {"carried"}
        carried = Attachment.objects.get(case_id=case_id)
        assert carried.sha256 == Attachment.objects.get(case_id=stall).sha256

    def test_one_at_a_time_gives_the_open_one(self, stall, firm):
        one = open_case(MARKET, "stall_change", actor=firm, at=AT, about=stall)
        assert open_case(MARKET, "stall_change", actor=firm, at=AT, about=stall) == one
        save_answers(one, {"stall.name": "新名字"}, seen={"stall.name": 1}, actor=firm, at=AT)
        submit_case(one, actor=firm, at=AT)
        take_step(one, "refuse", actor=OFFICE, at=AT, reason="太像別攤")
        assert open_case(MARKET, "stall_change", actor=firm, at=AT, about=stall) != one

    def test_what_it_is_about_must_stand_there(self, stall, firm, other_firm):
        with pytest.raises(AboutMissing):
            open_case(MARKET, "stall_change", actor=firm, at=AT)
        stallholder = Case.objects.get(kind="stallholder", firm_ubn=UBN).id
        with pytest.raises(AboutOfOtherKind):
            open_case(MARKET, "stall_change", actor=firm, at=AT, about=stallholder)
        with pytest.raises(AboutOfOtherKind):
            open_case(MARKET, "stall", actor=firm, at=AT, about=stall)
        with pytest.raises(NotYours):
            open_case(MARKET, "stall_change", actor=other_firm, at=AT, about=stall)
        with pytest.raises(CaseUnknown):
            open_case(MARKET, "stall_change", actor=firm, at=AT, about=stallholder.__class__(int=7))
        draft = market.stall(firm, "新攤")
        with pytest.raises(AboutNotStanding) as refused:
            open_case(MARKET, "stall_change", actor=firm, at=AT, about=draft)
        number = Case.objects.get(id=draft).number
        assert refused.value.says == f"案件 {number} 目前在「填寫中」，不能提出「攤位變更」。"
        assert refused.value.remedy == "案件在使用中、即將屆期時才能提出；如有疑問，請向承辦人詢問。"
        assert refused.value.clause == "N3"

    def test_the_office_opens_for_the_firm_and_the_edition_is_pinned(self, stall, firm):
        with pytest.raises(OpenedByOthers):
            open_case(MARKET, "patrol", actor=firm, at=AT, about=stall)
        case = Case.objects.get(id=patrol_of(stall))
        assert (case.firm_ubn, case.opened_by, case.subject) == (UBN, "officer", "臭豆腐攤")
        assert (case.edition_on, bool(case.edition_sha256)) == (AT.date(), True)
        by_machine = open_case(MARKET, "ban", actor=Actor.system("registers"), at=AT, about=stall)
        assert Case.objects.get(id=by_machine).opened_by == "system"

    def test_another_case_can_be_opened_like_an_earlier_one(self, stall, firm, other_firm):
        again = open_case(MARKET, "stall", actor=firm, at=AT, like=stall)
        assert answers_of(again) == answers_of(stall)
        assert Case.objects.get(id=again).subject == "臭豆腐攤"
        stallholder = Case.objects.get(kind="stallholder", firm_ubn=UBN).id
        with pytest.raises(NotYours):
            open_case(MARKET, "stallholder", actor=other_firm, at=AT, like=stallholder)


@pytest.mark.clause("L6.2.3")
class TestChanging:
    def test_nothing_changed_is_not_sent(self, stall, firm):
        case_id = change_of(stall, firm)
        with pytest.raises(SubmissionBlocked) as refused:
            submit_case(case_id, actor=firm, at=AT)
        assert [finding.reason for finding in refused.value.findings] == ["「臭豆腐攤」沒有任何變更。"]

    def test_what_differs_is_told_apart_by_kind(self, stall, firm):
        dearer = [{"dish": "臭豆腐", "price_twd": 80}, {"dish": "鴨米血", "price_twd": 40}]
        case_id = change_of(stall, firm, stall__name="老臭豆腐攤", stall__prices=dearer)
        attach_document(case_id, "photo", market.seal(firm, "新照片.pdf", pages=2), actor=firm, at=AT)
        submit_case(case_id, actor=firm, at=AT)
        take_step(case_id, "refuse", actor=OFFICE, at=AT, reason="太貴")
        kept = DecidedChange.objects.get(case_id=case_id)
        assert (kept.about, kept.version) == (stall, None)
        assert [(each["name"], each["changes"]) for each in kept.changes] == [
            ("stall.name", ["content"]),
            ("stall.prices", ["wording", "price"]),
            ("photo", ["version"]),
        ]
        assert answers_of(stall)["stall.prices"] == PRICES

    def test_side_by_side(self, stall, firm):
        dearer = [{"dish": "臭豆腐", "price_twd": 80}, {"dish": "甜不辣", "price_twd": 55}]
        case_id = change_of(stall, firm, stall__name="老臭豆腐攤", stall__prices=dearer)
        page = case_page(case_id, actor=firm, at=AT)
        name, prices = page.related.differences
        assert [(piece.text, piece.differs) for piece in name.after] == [("老", True), ("臭豆腐攤", False)]
        first, second = prices.rows
        assert (first.title, first.state) == ("臭豆腐", "changed")
        assert [(cell.label, cell.change.label) for cell in first.cells] == [("價格", "價格")]
        sides = (first.cells[0].before, first.cells[0].after)
        dearer = [[("70", True), (" 元", False)], [("80", True), (" 元", False)]]
        assert [[(piece.text, piece.differs) for piece in side] for side in sides] == dearer
        assert (second.title, second.state) == ("甜不辣", "changed")
        assert page.related.about.number == Case.objects.get(id=stall).number

    def test_what_was_agreed_to_takes_the_place_of_what_stood(self, stall, firm):
        before = {e.sequence for e in read_stream(f"case-{stall}")}
        case_id = agreed(stall, firm, at=later(days=1), stall__prices=[{"dish": "臭豆腐", "price_twd": 80}])
        case = Case.objects.get(id=stall)
        assert (case.version, case.stage) == (2, "open")
        assert answers_of(stall)["stall.prices"] == [{"dish": "臭豆腐", "price_twd": 80}]
        new = [e for e in read_stream(f"case-{stall}") if e.sequence not in before]
        assert [e.type for e in new] == ["AnswerGiven", "CaseAmended"]
        amended = new[1].event
        assert (amended.version, amended.by_case, amended.subject) == (2, str(case_id), "臭豆腐攤")
        assert amended.facts["stall.prices"] == [{"dish": "臭豆腐", "price_twd": 80}]
        assert DecidedChange.objects.get(case_id=case_id).version == 2
        page = case_page(case_id, actor=firm, at=later(days=1))
        assert [each.name for each in page.related.differences] == ["stall.prices"]
        assert "成為第 2 版" in case_page(stall, actor=firm, at=later(days=1)).timeline[0].title

    def test_a_new_file_takes_the_place_of_the_old_which_stays(self, stall, firm):
        case_id = change_of(stall, firm)
        old = Attachment.objects.get(case_id=case_id)
        new = market.seal(firm, "新照片.pdf", pages=3)
        attach_document(case_id, "photo", new, actor=firm, at=AT, replaces=old.id)
        submit_case(case_id, actor=firm, at=AT)
        take_step(case_id, "agree", actor=OFFICE, at=AT)
        rows = Attachment.objects.filter(case_id=stall).order_by("position")
        assert [(row.sha256 == new, row.superseded_at is None) for row in rows] == [(False, False), (True, True)]

    def test_the_letter_lists_what_changes(self, stall, firm):
        case_id = agreed(stall, firm, stall__name="老臭豆腐攤")
        (letter,) = notices_of_case(case_id)
        data = market.letter_data(letter.id)
        assert data["changes"] == [
            {"label": "攤位名稱", "changes": "內容", "before": "臭豆腐攤", "after": "老臭豆腐攤"}
        ]


@pytest.mark.clause("L6.1")
class TestSettingOff:
    def test_a_step_moves_the_case_it_is_about(self, stall, firm):
        change = change_of(stall, firm)
        patrol = patrol_of(stall)
        take_step(patrol, "order", actor=OFFICE, at=AT, reason="油煙太大")
        assert sweep_clocks(at=later(days=10)) == 1
        case = Case.objects.get(id=stall)
        assert (case.stage, case.outcome, Case.objects.get(id=change).stage) == ("taken_down", "removed", "ended")
        assert list(ClockRow.objects.filter(case_id=stall, state="running")) == []
        taken = [e.event for e in read_stream(f"case-{stall}") if e.type == "StepTaken"][-1]
        number = Case.objects.get(id=patrol).number
        assert taken.by == "system"
        assert taken.cause == {"case_id": str(patrol), "number": number, "step": "take_down", "label": "撤除"}
        told = [line.detail for line in case_page(stall, actor=firm, at=later(days=10)).timeline]
        assert f"起因：{number}「撤除」。" in told
        assert [each.rule for each in notices_of_case(stall)] == ["told"]

    def test_it_opens_a_case_about_the_same(self, stall, firm):
        take_step(patrol_of(stall), "order", actor=OFFICE, at=AT, reason="油煙太大")
        sweep_clocks(at=later(days=10))
        ban = Case.objects.get(kind="ban")
        assert (ban.about, ban.opened_by, ban.stage) == (str(stall), "system", "weighed")

    def test_a_suspension_ends_when_what_was_wrong_is_put_right(self, stall, firm):
        patrol = patrol_of(stall)
        take_step(patrol, "halt", actor=OFFICE, at=AT)
        assert Case.objects.get(id=stall).stage == "halted"
        assert [row.clock for row in ClockRow.objects.filter(case_id=stall, state="running")] == ["licence"]
        take_step(patrol, "order", actor=OFFICE, at=AT, reason="油煙太大")
        take_step(patrol, "report", actor=firm, at=later(days=1), reason="已裝濾網")
        assert Case.objects.get(id=stall).stage == "open"

    @pytest.mark.clause("L8")
    def test_a_sanction_ends_every_stall_of_the_firm_and_bars_it(self, stall, firm):
        second, waiting = market.opened(firm, "第二攤"), market.stall(firm, "還沒送")
        patrol = patrol_of(second)
        ban = open_case(MARKET, "ban", actor=OFFICE, at=AT, about=second)
        take_step(ban, "ban", actor=OFFICE, at=AT, reason="屢勸不聽")
        stages = dict(Case.objects.values_list("id", "stage"))
        assert (stages[stall], stages[second], stages[waiting]) == ("taken_down", "taken_down", "draft")
        assert stages[patrol] == "closed"
        bar = Bar.objects.get()
        assert (bar.from_on, bar.until_on) == (date(2026, 11, 24), date(2027, 11, 23))
        (letter,) = notices_of_case(ban)
        told = [line for line in market.letter_data(letter.id)["paragraphs"] if line.startswith("一併辦理")]
        assert len(told) == 3

    def test_what_stands_elsewhere_already_is_left(self, stall, firm):
        patrol = patrol_of(stall)
        take_step(patrol, "order", actor=OFFICE, at=AT, reason="油煙太大")
        ban = open_case(MARKET, "ban", actor=OFFICE, at=AT, about=stall)
        take_step(ban, "ban", actor=OFFICE, at=AT, reason="屢勸不聽")
        assert Case.objects.get(id=patrol).stage == "closed"
        assert sweep_clocks(at=later(days=10)) == 0


class TestConsequences:
    """這將會：what a decision will cause, before it is sent."""

    def test_everything_that_a_sanction_causes(self, stall, firm):
        second = market.opened(firm, "第二攤")
        change = change_of(stall, firm)
        patrol = patrol_of(second)
        ban = open_case(MARKET, "ban", actor=OFFICE, at=AT, about=stall)
        caused = consequences(ban, "ban", actor=OFFICE, at=AT)
        assert caused.lines == (
            "發出「通知」（站內信匣）。",
            "115 年 11 月 24 日起至 116 年 11 月 23 日止，統一編號 24549210 不得申請。",
            "案件以「取消資格」結束。",
        )
        moved = {each.case_id: (each.step_label, each.from_label, each.to_label, each.letter) for each in caused.moved}
        assert moved == {
            stall: ("撤除攤位", "使用中", "撤除", "通知"),
            second: ("撤除攤位", "使用中", "撤除", "通知"),
            change: ("攤位已撤，不再處理", "填寫中", "不再處理", ""),
        }
        assert set(caused.vanishing) == {stall, second}
        before = {each.case_id for each in caused.moved}
        take_step(ban, "ban", actor=OFFICE, at=AT, reason="屢勸不聽")
        moved_now = {e.event.case_id for e in read_events([StepTaken]) if e.event.cause}
        assert moved_now == {str(each) for each in before}
        assert Case.objects.get(id=patrol).stage == "found"

    def test_what_would_be_opened(self, stall, firm):
        patrol = patrol_of(stall)
        take_step(patrol, "order", actor=OFFICE, at=AT, reason="油煙太大")
        assert consequences(patrol, "take_down", actor=OFFICE, at=AT).opened == ("開立「處分」案件。",)

    def test_nothing_happens_by_looking(self, stall, firm):
        ban = open_case(MARKET, "ban", actor=OFFICE, at=AT, about=stall)
        events = log_size()
        consequences(ban, "ban", actor=OFFICE, at=AT)
        assert consequences(ban, "no_such_step", actor=OFFICE, at=AT).moved == ()
        assert log_size() == events


def test_everything_is_rebuilt_row_for_row(stall, firm):
    agreed(stall, firm, stall__name="老臭豆腐攤")
    change_of(stall, firm, stall__name="更老的臭豆腐攤")
    take_step(patrol_of(stall), "order", actor=OFFICE, at=AT, reason="油煙太大")
    sweep_clocks(at=later(days=10))
    models = [model for each in PROJECTORS for model in each.models if model.__name__ != "CaseSearch"]

    def rows():
        return {model.__name__: sorted(map(repr, model.objects.values())) for model in models}

    before = rows()
    assert before["DecidedChange"]
    rebuild_read_models([each.name for each in PROJECTORS])
    assert rows() == before


def test_a_difference_is_kept_and_read_again():
    kept = Difference("question", "stall.name", ("content",), "舊", "新")
    assert Difference.from_json(kept.as_json()) == kept
    assert difference_views.__module__.startswith("xuzhi.casework")
