"""Sanction: three working days to improve, else all listings and the supplier status go, with a bar that ends."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Answer, Bar, Case, ClockRow, Defect
from xuzhi.casework.operations.add_calendar_entry import add_calendar_entry
from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.settle_defects import Verdict, settle_defects
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.eligibility import eligibility
from xuzhi.casework.refusals import ApprovalMissing, FirmIsBarred, SubmissionBlocked
from xuzhi.console.demo import story
from xuzhi.console.demo.content import firms
from xuzhi.console.demo.forms import solution_answers
from xuzhi.kernel.actor import Actor

from .market_day import AT, TODAY, Market, listed, offers_of, open_market, supplier
from .test_inspection import KEY, _own_folder, at, case_of, letters, public  # noqa: F401  a fixture that holds for every test here

pytestmark = pytest.mark.django_db


@pytest.fixture
def market() -> Market:
    return open_market()


def ordered(market: Market, about: UUID, *grounds: str) -> UUID:
    case = open_case(market.programme, "sanction", about=about, actor=market.officer, at=AT)
    wrongs = [Wrong("ground", each, f"請改善：{each}") for each in grounds or ("untrue",)]
    take_step(case, "order_improvement", defects=wrongs, actor=market.officer, at=AT)
    return case


def reported(market: Market, case: UUID) -> None:
    replies: dict[UUID | str, str] = {each.id: "已經改善" for each in Defect.objects.filter(case=case)}
    take_step(case, "report_improvement", replies=replies, actor=market.actor(KEY), at=at(days=1))


def say(market: Market, case: UUID, accepted: bool) -> None:
    verdicts = {
        each.id: Verdict(accepted, "" if accepted else "仍與事實不符") for each in Defect.objects.filter(case=case)
    }
    settle_defects(case, verdicts, actor=market.officer, at=at(days=2))


@pytest.mark.clause("L8", "L8.1", "L8.2", "L8.3")
def test_an_order_gives_three_working_days_and_each_ground_its_clause(market: Market) -> None:
    supplier(market, KEY)
    case = ordered(market, listed(market, KEY, offers_of(KEY)[0]), "untrue", "not_carried_out", "other_breach")
    assert list(Defect.objects.filter(case=case).order_by("order").values_list("clause", flat=True)) == [
        "L8.1",
        "L8.2",
        "L8.3",
    ]
    clock = ClockRow.objects.get(case=case)
    assert (clock.state, clock.due_on) == ("running", date(2026, 11, 26)), "Monday's letter: until Thursday's end"
    assert letters(case) == ["sanction_order"]


@pytest.mark.clause("L8")
def test_a_typhoon_day_is_no_working_day(market: Market) -> None:
    supplier(market, KEY)
    case = ordered(market, listed(market, KEY, offers_of(KEY)[0]))
    county = case_of(case).county
    add_calendar_entry(
        TODAY + timedelta(days=1), "closure", county=county, source="測試", actor=Actor.system("test"), at=AT
    )
    assert ClockRow.objects.get(case=case).due_on == date(2026, 11, 27)


@pytest.mark.clause("L8")
def test_improved_is_closed_and_everything_stays(market: Market) -> None:
    supplier_case = supplier(market, KEY)
    solution = listed(market, KEY, offers_of(KEY)[0])
    case = ordered(market, solution)
    reported(market, case)
    say(market, case, True)
    take_step(case, "close_improved", actor=market.officer, at=at(days=2))
    assert [case_of(each).outcome for each in (case, solution, supplier_case)] == ["improved", "approved", "approved"]
    assert letters(case) == ["sanction_order", "sanction_closed"]
    assert not Bar.objects.exists()


@pytest.mark.clause("L8", "L8.1")
def test_not_improved_cancels_all_listings_and_the_supplier_and_bars_for_a_year(market: Market) -> None:
    supplier_case = supplier(market, KEY)
    first, second = (listed(market, KEY, offer, days_ago=20 - nth) for nth, offer in enumerate(offers_of(KEY)[:2]))
    case = ordered(market, first)
    reported(market, case)
    say(market, case, False)
    take_step(case, "cancel", reason="證明文件不實", actor=market.officer, at=at(days=2))
    assert {case_of(each).outcome for each in (case, first, second, supplier_case)} == {"cancelled"}
    assert not any(public(offer.name) for offer in offers_of(KEY)[:2])
    bar = Bar.objects.get()
    assert (bar.firm_ubn, bar.from_on, bar.until_on, bar.clause) == (
        firms()[KEY].ubn,
        date(2026, 11, 26),
        date(2027, 11, 25),
        "L8",
    )
    assert letters(case) == ["sanction_order", "cancellation"]


@pytest.mark.clause("L8")
def test_the_clock_cancels_what_nobody_improves_and_what_is_under_review_goes_with_it(market: Market) -> None:
    supplier(market, KEY)
    solution = listed(market, KEY, offers_of(KEY)[0])
    for _ in story.solution(market, firms()[KEY], offers_of(KEY)[1], at(days=-2), ends="submitted"):
        pass
    pending = Case.objects.get(kind="solution", stage="qualification").id
    change = open_case(market.programme, "solution_change", about=solution, actor=market.actor(KEY), at=AT)
    case = ordered(market, solution)
    assert sweep_clocks(at=at(days=3)) == 0
    assert sweep_clocks(at=at(days=4)) == 1
    stages = [case_of(each).stage for each in (case, solution, pending)]
    assert stages == ["cancelled", "cancelled", "dismissed"]
    assert case_of(change).ended_at is not None
    assert "dismissal" in letters(pending)


@pytest.mark.clause("L8")
def test_the_bar_meets_every_new_application_and_ends_by_itself(market: Market) -> None:
    case = ordered(market, supplier(market, KEY))
    for _ in story.solution(market, firms()[KEY], offers_of(KEY)[1], at(days=-2), ends="draft"):
        pass
    before = Case.objects.get(kind="solution")
    answers = solution_answers(firms()[KEY], offers_of(KEY)[1], TODAY)
    seen = {each.question: each.version for each in Answer.objects.filter(case=before)}
    save_answers(before.id, answers, seen=seen, actor=market.actor(KEY), at=AT)
    for section in ("contact", "hosting"):
        confirm_answers(before.id, section, actor=market.actor(KEY), at=AT)
    sweep_clocks(at=at(days=4))
    assert case_of(case).stage == "cancelled"
    last = Bar.objects.get().until_on
    assert last == date(2027, 11, 27)
    actor, ubn = market.actor(KEY), firms()[KEY].ubn
    for day in (date(2026, 11, 28), last):
        moment = AT + (day - TODAY)
        for kind in ("supplier", "solution"):
            with pytest.raises(FirmIsBarred, match="不得"):
                open_case(market.programme, kind, actor=actor, at=moment)
        answer = eligibility(market.programme, "supplier", ubn, day, at=moment)
        assert (answer.can_start, {row.check: row.outcome for row in answer.rows}["no_bar"]) == (False, "not_met")
    with pytest.raises(SubmissionBlocked, match="一年內不得申請"):
        submit_case(before.id, actor=actor, at=AT + timedelta(days=30))
    day = last + timedelta(days=1)
    moment = AT + (day - TODAY)
    assert eligibility(market.programme, "supplier", ubn, day, at=moment).bars[0].until_on == last
    assert case_of(open_case(market.programme, "supplier", actor=actor, at=moment)).stage == "draft"
    with pytest.raises(ApprovalMissing):
        open_case(market.programme, "solution", actor=actor, at=moment)


@pytest.mark.clause("L8", "L6.1")
def test_an_inspection_can_be_passed_on(market: Market) -> None:
    supplier(market, KEY)
    solution = listed(market, KEY, offers_of(KEY)[0])
    inspection = open_case(market.programme, "inspection", about=solution, actor=market.officer, at=AT)
    take_step(inspection, "refer_to_sanction", reason="證明文件不實", actor=market.officer, at=AT)
    opened = Case.objects.get(kind="sanction")
    assert (opened.about, opened.stage, opened.opened_by) == (str(solution), "investigation", "system")
    assert case_of(inspection).outcome == "referred"


@pytest.mark.clause("L8")
def test_without_a_breach_it_is_closed(market: Market) -> None:
    about = supplier(market, KEY)
    case = open_case(market.programme, "sanction", about=about, actor=market.officer, at=AT)
    take_step(case, "close_unfounded", reason="查無實據", actor=market.officer, at=AT)
    assert (case_of(case).outcome, case_of(about).outcome, letters(case)) == (
        "unfounded",
        "approved",
        ["sanction_closed"],
    )
