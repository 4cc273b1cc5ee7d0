"""What becomes of a listing by time: confirmed or not, renewed, lapsed; by the rules as they are published."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from xuzhi.casework.models import Case, ClockRow
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.to_confirm import to_confirm
from xuzhi.casework.refusals import NotAllConfirmed
from xuzhi.console.demo import story
from xuzhi.console.demo.content import firms
from xuzhi.console.demo.world import TAIPEI, office_time
from xuzhi.engine.steps import StepNotAllowed

from .market_day import AT, TODAY, Market, listed, offers_of, open_market, supplier
from .test_inspection import KEY, _own_folder, case_of, letters, public  # noqa: F401  a fixture that holds for every test here

pytestmark = pytest.mark.django_db


@pytest.fixture
def market() -> Market:
    market = open_market(improvement_days=None)
    market.set_parameters()
    supplier(market, KEY, days_ago=50)
    return market


def running(case: UUID, clock: str) -> ClockRow:
    return ClockRow.objects.get(case=case, clock=clock, state="running")


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=TAIPEI)


def passed_in_person(market: Market) -> UUID:
    """A solution that the panel has passed, and that waits for the supplier to confirm it."""
    told = story.solution(
        market, firms()[KEY], offers_of(KEY)[0], office_time(TODAY - timedelta(days=20), 0), ends="confirming",
        route="expanded",
    )  # fmt: skip
    for _ in told:
        pass
    return Case.objects.get(kind="solution").id


@pytest.mark.clause("L7.2", "L8.2")
def test_what_is_not_confirmed_in_time_raises_a_sanction_and_can_still_be_confirmed(market: Market) -> None:
    case = passed_in_person(market)
    last = running(case, "confirmation").due_on
    assert sweep_clocks(at=noon(last)) == 0
    assert sweep_clocks(at=noon(last + timedelta(days=1))) == 1
    assert case_of(case).stage == "unconfirmed"
    assert letters(case)[-1] == "confirmation_missed"
    raised = Case.objects.get(kind="sanction")
    assert (raised.about, raised.opened_by, raised.stage) == (str(case), "system", "investigation")
    told = case_page(raised.id, actor=market.officer, at=noon(last + timedelta(days=1))).timeline
    assert any("逾期未確認上架資訊" in each.detail for each in told), "it says what set it off"
    assert sweep_clocks(at=noon(last + timedelta(days=2))) == 0, "once"
    assert not public(offers_of(KEY)[0].name)
    take_step(case, "confirm_listing", actor=market.actor(KEY), at=noon(last + timedelta(days=3)))
    assert case_of(case).stage == "listed"
    assert public(offers_of(KEY)[0].name)
    assert case_of(raised.id).stage == "investigation", "whether it is serious is for the office to say"


@pytest.mark.clause("L7.2", "L8.2")
def test_what_is_confirmed_in_time_raises_nothing(market: Market) -> None:
    case = passed_in_person(market)
    last = running(case, "confirmation").due_on
    take_step(case, "confirm_listing", actor=market.actor(KEY), at=noon(last))
    sweep_clocks(at=noon(last + timedelta(days=1)))
    assert (case_of(case).stage, Case.objects.filter(kind="sanction").exists()) == ("listed", False)


@pytest.mark.clause("L6.2.2")
def test_renewal_begins_thirty_days_before_the_end_and_wants_every_page_confirmed(market: Market) -> None:
    case = listed(market, KEY, offers_of(KEY)[0])
    last = running(case, "listing").due_on
    actor = market.actor(KEY)
    for early in (TODAY, last - timedelta(days=31)):
        with pytest.raises(StepNotAllowed, match="有效期限是"):
            take_step(case, "confirm_renewal", actor=actor, at=noon(early))
    day = last - timedelta(days=30)
    with pytest.raises(NotAllConfirmed) as left:
        take_step(case, "confirm_renewal", actor=actor, at=noon(day))
    parts = [section.name for section in to_confirm(case, actor=actor, at=noon(day))]
    assert left.value.values["count"] == len(parts) > 5
    with pytest.raises(NotAllConfirmed) as left:
        take_step(case, "confirm_renewal", actor=actor, at=noon(day), confirmed=parts[1:])
    assert left.value.values["count"] == 1
    take_step(case, "confirm_renewal", actor=actor, at=noon(day), confirmed=parts)
    assert case_of(case).stage == "listed"
    assert letters(case)[-1] == "renewed"
    assert running(case, "listing").due_on == day + timedelta(days=365)
    assert running(case, "renewal_reminder").due_on == day + timedelta(days=335)


@pytest.mark.clause("L6.2.2", "L6.2.3")
def test_a_letter_thirty_days_before_and_on_the_day_after_the_last_it_is_gone(market: Market) -> None:
    case, other = (listed(market, KEY, offer) for offer in offers_of(KEY)[:2])
    change = open_case(market.programme, "solution_change", about=case, actor=market.actor(KEY), at=AT)
    inspection = open_case(market.programme, "inspection", about=other, actor=market.officer, at=AT)
    last = running(case, "listing").due_on
    sweep_clocks(at=noon(last - timedelta(days=31)))
    assert case_of(case).stage == "listed"
    sweep_clocks(at=noon(last - timedelta(days=29)))
    assert (case_of(case).stage, letters(case)[-1]) == ("renewal_due", "renewal_reminder")
    sweep_clocks(at=noon(last))
    assert public(offers_of(KEY)[0].name), "the last day belongs to the year"
    sweep_clocks(at=noon(last + timedelta(days=1)))
    assert (case_of(case).stage, case_of(case).outcome, letters(case)[-1]) == ("lapsed", "lapsed", "lapsed")
    assert not public(offers_of(KEY)[0].name)
    assert {case_of(each).stage for each in (change, inspection)} == {"fallen_away"}
    with pytest.raises(StepNotAllowed):
        take_step(case, "confirm_renewal", actor=market.actor(KEY), at=noon(last + timedelta(days=1)))
