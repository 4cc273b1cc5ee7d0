"""The rules change: rounds, the calendar, whom to ask and announcements."""

from datetime import date, timedelta

import pytest

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.operations.approve_change import approve_change
from xuzhi.casework.operations.propose_change import propose_change
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.change_details import OfDays, OfRound
from xuzhi.casework.queries.changes import change_page
from xuzhi.casework.queries.editions import contact_of, edition
from xuzhi.casework.queries.openable import openable
from xuzhi.casework.refusals import (
    CalendarEntryInvalid,
    RoundInvalid,
    RoundNotOpenYet,
)
from xuzhi.casework.rule_refusals import (
    AnnouncementEndsBefore,
    AnnouncementIncomplete,
    CalendarNamesNothing,
    ChangesNothing,
    ContactIncomplete,
    DayMissing,
    LateReasonMissing,
    RoundsOverlap,
    SourceMissing,
)
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import YearNotLoaded
from xuzhi.kernel.county import CountyUnknown
from xuzhi.notices.queries import notice, notices_of_case

from . import market
from .market import AT, MARKET, OFFICE, UBN, later
from .test_clocks import clock_of, correcting

OTHER = Actor.person("0e5d1a52-0000-4000-8000-000000000002", "陳複核", "officer")
ORGANISER = Actor.person("0e5d1a52-0000-4000-8000-000000000003", "李科長", "organiser")
NEXT_YEAR = date(2027, 1, 1)
TODAY = AT.date()


def closure(day="2026-11-25", county="臺中市", **more):
    return {"day": day, "kind": "closure", "county": county, "half": None, "announced_at": None, "source": "公告",
            "why": "颱風", **more}  # fmt: skip


def propose_days(*days, actor=OFFICE, at=AT, **more):
    return propose_change("", "days", "days", list(days), reason="颱風", actor=actor, at=at, **more)


class TestRounds:
    def round(self, **changes):
        return {"title": "第三梯次", "opens_at": "2027-01-04T09:00:00+08:00", "closes_at": "2027-01-29T17:00:00+08:00",
                "cases": ["stall"], **changes}  # fmt: skip

    def propose(self, name="third", what="round", value=None, *, at=AT, **more):
        return propose_change(MARKET, what, name, value, reason="年度計畫", actor=OFFICE, at=at, **more)

    def test_announced_changed_and_cancelled(self, firm):
        market.with_code(firm)
        draft = market.stall(firm)
        change_id = self.propose(value=self.round())
        assert [each.name for each in edition(MARKET, TODAY).rounds] == ["first", "second"]
        approve_change(change_id, actor=OTHER, at=AT)
        assert [each.name for each in edition(MARKET, TODAY).rounds] == ["first", "second", "third"]
        approve_change(self.propose("second", "cancelled_round"), actor=OTHER, at=AT)
        at = AT.replace(month=12, day=10)
        offered = {each.kind.name: each for each in openable(UBN, at=at)}["stall"]
        assert (offered.round, offered.next_round.name) == (None, "third")
        with pytest.raises(RoundNotOpenYet):
            submit_case(draft, actor=firm, at=at)

    def test_what_the_round_has_already_is_shown(self, firm):
        market.with_code(firm)
        submit_case(market.stall(firm), actor=firm, at=AT)
        market.stall(firm, "還在寫")
        change_id = self.propose("first", "cancelled_round")
        detail = change_page(change_id, actor=OTHER, at=AT).detail
        assert isinstance(detail, OfRound)
        assert (detail.submitted, detail.drafts, detail.kinds) == (1, 1, ("攤位",))

    def test_rounds_that_would_take_the_same_at_one_time(self, db):
        with pytest.raises(RoundsOverlap) as refused:
            self.propose(value=self.round(opens_at="2026-12-20T09:00:00+08:00"))
        assert "第二梯次" in refused.value.says
        self.propose(value=self.round(opens_at="2026-12-20T09:00:00+08:00", cases=["stallholder"]))

    @pytest.mark.parametrize(
        "wrong", [{"closes_at": "2027-01-01T09:00:00+08:00"}, {"cases": ["tent"]}, {"cases": []}, {"opens_at": "soon"}]
    )
    def test_what_makes_no_sense(self, db, wrong):
        with pytest.raises(RoundInvalid):
            self.propose(value=self.round(**wrong))

    def test_a_round_that_begins_in_the_past_or_ended_says_why(self, db):
        begun = "2026-11-01T09:00:00+08:00"
        ended = self.round(opens_at=begun, closes_at="2026-11-20T17:00:00+08:00")
        with pytest.raises(LateReasonMissing):
            self.propose("first", value=ended)
        longer = self.round(title="第一梯次", opens_at=begun, closes_at="2026-12-04T17:00:00+08:00")
        approve_change(self.propose("first", value=longer), actor=OTHER, at=AT)
        with pytest.raises(LateReasonMissing):
            self.propose("first", "cancelled_round", at=later(days=20))


class TestCalendar:
    def test_running_clocks_that_would_move_are_shown_and_then_move(self, firm):
        case_id = correcting(firm)
        change_id = propose_days(closure())
        detail = change_page(change_id, actor=OTHER, at=AT).detail
        assert isinstance(detail, OfDays)
        (move,) = detail.moves.moves
        assert (move.case_id, move.due_at) == (case_id, clock_of(case_id).due_at)
        assert approve_change(change_id, actor=OTHER, at=later(hours=1)) == 1
        assert clock_of(case_id).due_at == move.would_be_due_at

    def test_elsewhere_nothing_would_move(self, firm):
        correcting(firm)
        detail = change_page(propose_days(closure(county="花蓮縣")), actor=OTHER, at=AT).detail
        assert (detail.moves.running, detail.moves.count) == (1, 0)

    @pytest.mark.parametrize(
        ("entry", "refusal"),
        [
            (closure(kind="party"), CalendarEntryInvalid),
            (closure(half="noon"), CalendarEntryInvalid),
            (closure(kind="holiday"), CalendarEntryInvalid),
            (closure(county="不存在縣"), CountyUnknown),
            (closure(source=" "), SourceMissing),
            (closure("2031-05-01"), YearNotLoaded),
            (closure("2026-11-20"), LateReasonMissing),
        ],
    )
    def test_what_makes_no_sense(self, db, entry, refusal):
        with pytest.raises(refusal):
            propose_days(entry)

    def test_a_whole_year_brings_its_calendar_and_twice_is_nothing(self, db):
        days = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]
        year = [
            closure(each.isoformat(), None, kind="workday" if each.weekday() < 5 else "holiday", why="")
            for each in days
        ]
        with pytest.raises(YearNotLoaded):
            propose_days(*year[:300])
        approve_change(propose_days(*year), actor=OTHER, at=AT)
        with pytest.raises(CalendarNamesNothing):
            propose_days(*year)
        propose_days(closure("2028-05-01"))


@pytest.mark.clause("L9.4")
class TestContact:
    NEW = {"name": "市場管理所新窗口", "telephone": "02-1111-1111"}

    def propose(self, value=None, from_on=TODAY):
        return propose_change(
            MARKET, "contact", "contact", self.NEW if value is None else value, from_on=from_on, reason="人員異動",
            actor=OFFICE, at=AT,
        )  # fmt: skip

    def test_pages_and_the_letters_that_follow_name_whom_to_ask_now(self, firm):
        case_id = market.submitted(firm)
        approve_change(self.propose(), actor=OTHER, at=later(hours=1))
        assert contact_of(MARKET, TODAY).name == "市場管理所新窗口"
        assert contact_of(MARKET, TODAY - timedelta(days=1)).name == "市場管理所"
        defects = [Wrong("question", "plan.seats", "說明")]
        take_step(case_id, "request_correction", actor=OFFICE, at=later(hours=2), defects=defects)
        told = [notice(each.id).content["contact"]["telephone"] for each in notices_of_case(case_id)]
        assert sorted(told) == ["02-0000-0000", "02-1111-1111"]

    def test_what_makes_no_sense(self, db):
        for value in ({"name": "只有名字"}, {"telephone": "02"}, {}):
            with pytest.raises(ContactIncomplete):
                self.propose(value)
        with pytest.raises(ChangesNothing):
            self.propose({"name": "市場管理所", "telephone": "02-0000-0000", "email": "office@market.test"})
        with pytest.raises(DayMissing):
            self.propose(from_on=None)


class TestAnnouncements:
    def propose(self, id="a1", what="announcement", at=AT, **changes):
        value = {"title": "系統維護", "text": "週日停機。", "from_on": TODAY, "until_on": date(2026, 11, 30), **changes}
        return propose_change(MARKET, what, id, value, reason="周知", actor=OFFICE, at=at)

    def test_from_a_day_until_a_day_and_taken_down_before(self, db):
        approve_change(self.propose(), actor=OTHER, at=AT)
        stood = [edition(MARKET, date(2026, 11, day)).announcements for day in (22, 23, 30)]
        assert [[each.title for each in notices] for notices in stood] == [[], ["系統維護"], ["系統維護"]]
        assert edition(MARKET, date(2026, 12, 1)).announcements == ()
        approve_change(self.propose(title="系統維護改期", at=later(days=1)), actor=OTHER, at=later(days=1))
        assert [each.title for each in edition(MARKET, TODAY).announcements] == ["系統維護改期"]
        ended = propose_change(MARKET, "ended_announcement", "a1", None, reason="取消", actor=OFFICE, at=later(days=2))
        approve_change(ended, actor=OTHER, at=later(days=2))
        assert edition(MARKET, TODAY).announcements == ()

    def test_it_does_not_make_another_edition(self, db):
        before = edition(MARKET, TODAY).sha256
        approve_change(self.propose(), actor=OTHER, at=AT)
        assert edition(MARKET, TODAY).sha256 == before

    def test_what_makes_no_sense(self, db):
        for wrong in ({"title": " "}, {"text": ""}, {"from_on": None}):
            with pytest.raises(AnnouncementIncomplete):
                self.propose(**wrong)
        with pytest.raises(AnnouncementEndsBefore):
            self.propose(until_on=TODAY - timedelta(days=1))
        with pytest.raises(LateReasonMissing):
            self.propose(from_on=TODAY - timedelta(days=1))
