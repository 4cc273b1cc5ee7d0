"""From waiting dishes to panels that stand, by an agenda that was asked for and accepted."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from xuzhi.grants.agendas.models import AgendaRow
from xuzhi.grants.agendas.operations.accept_agenda import accept_agenda
from xuzhi.grants.agendas.operations.ask_agenda import ask_agenda
from xuzhi.grants.agendas.queries import agenda_view
from xuzhi.grants.agendas.question import AgendaQuestion, spans_of
from xuzhi.grants.agendas.refusals import AgendaInvalid, AgendaOutdated, NotProposed
from xuzhi.grants.agendas.waiting import waiting_cases
from xuzhi.kernel.roc import TAIPEI
from xuzhi.panels.models import Panel, Seat
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.refusals import OfficeOnly

from ...panels import contest

DAY = date(2026, 12, 1)


def question(cases, **changes):
    asked = AgendaQuestion(
        contest.CONTEST,
        "dish",
        tuple(str(each) for each in cases),
        2,
        {"": 30},
        {},
        tuple(spans_of(DAY, "9:00-10:30")),
        ("三樓",),
    )
    return replace(asked, **changes)


@pytest.fixture
def dishes(firm, office):
    return [contest.at_tasting(firm, office, **{"dish.name": name}) for name in ("臭豆腐", "蚵仔煎", "肉圓")]


@pytest.fixture
def tasters(office):
    """One of them is tied to the firm by its own company."""
    tied = contest.profile("丁委員", organisation=contest.NAME, organisation_ubn=contest.UBN)
    known = [contest.profile(name) for name in contest.TASTERS]
    return [enter_reviewer(each, actor=office, at=contest.AT) for each in (*known, tied)]


@pytest.mark.clause("G7.2")
def test_an_accepted_agenda_stands_as_panels_members_and_sittings(dishes, tasters, office):
    agenda_id = ask_agenda(question(dishes), actor=office, at=contest.AT)
    view = agenda_view(agenda_id, actor=office)
    assert (view.state, view.cases, view.spread, view.opened, view.bound) == ("proposed", 3, 0, 1, 1)
    assert [line.starts_at.strftime("%H:%M") for line in view.blocks[0].lines] == ["09:00", "09:30", "10:00"]
    assert {name for name, _ in view.loads} == set(contest.TASTERS)

    accept_agenda(agenda_id, actor=office, at=contest.AT)

    assert agenda_view(agenda_id, actor=office).state == "carried_out"
    panels = Panel.objects.select_related("sitting").order_by("sitting__starts_at")
    assert [(each.position, each.sitting.minutes, each.sitting.place) for each in panels] == [
        (n, 30, "三樓") for n in (1, 2, 3)
    ]
    assert {each.case_id for each in panels} == set(dishes)
    assert all(Seat.objects.filter(panel=each).count() == 2 for each in panels)
    assert not Seat.objects.filter(reviewer_id=tasters[3]).exists()
    assert waiting_cases(contest.CONTEST, "dish", at=contest.AT).cases == ()


@pytest.mark.clause("G7.2")
def test_why_there_is_no_agenda_is_said_in_peoples_words(dishes, tasters, office):
    agenda_id = ask_agenda(question(dishes, members=4), actor=office, at=contest.AT)
    view = agenda_view(agenda_id, actor=office)
    number = waiting_cases(contest.CONTEST, "dish", at=contest.AT).cases[0].number
    assert view.state == "impossible"
    assert view.problems[0].says == f"{number}：要 4 位委員，沒有利益關係的只有 3 位（有關係而不能聘請的 1 位）。"
    assert len(view.problems) == 3
    with pytest.raises(NotProposed):
        accept_agenda(agenda_id, actor=office, at=contest.AT)


def test_who_cannot_come_is_not_placed_then(dishes, tasters, office):
    first = waiting_cases(contest.CONTEST, "dish", at=contest.AT).cases[0]
    begins, ends = (datetime(2026, 12, 1, hour, minute, tzinfo=TAIPEI) for hour, minute in ((9, 0), (10, 0)))
    agenda_id = ask_agenda(question(dishes, away=((first.number, begins, ends),)), actor=office, at=contest.AT)
    assert agenda_view(agenda_id, actor=office).blocks[0].lines[2].number == first.number


def test_a_case_that_was_placed_meanwhile_outdates_the_agenda(dishes, tasters, office):
    agenda_id = ask_agenda(question(dishes), actor=office, at=contest.AT)
    panel = form_panel(dishes[0], actor=office, at=contest.AT)
    place_on_agenda(
        panel,
        arrange_sitting(contest.CONTEST, contest.meeting(), actor=office, at=contest.AT),
        actor=office,
        at=contest.AT,
    )
    with pytest.raises(AgendaOutdated):
        accept_agenda(agenda_id, actor=office, at=contest.AT)
    assert AgendaRow.objects.get().state == "proposed"


def test_what_stands_in_the_way_leaves_nothing_half_done(dishes, tasters, office):
    agenda_id = ask_agenda(question(dishes), actor=office, at=contest.AT)
    accept_agenda(agenda_id, actor=office, at=datetime(2026, 12, 2, tzinfo=TAIPEI))
    view = agenda_view(agenda_id, actor=office)
    assert view.state == "failed"
    assert "12 月 1 日" in view.problem or "12/1" in view.problem
    assert not Panel.objects.exists()


def test_all_that_is_wrong_is_told_at_once(dishes, office):
    with pytest.raises(AgendaInvalid) as refused:
        ask_agenda(question([], members=1, minutes={"": 3}, spans=(), rooms=("甲", "甲")), actor=office, at=contest.AT)
    assert set(refused.value.parts) == {"cases", "members", "minutes-", "days", "rooms"}


def test_only_officers_ask(dishes, firm):
    with pytest.raises(OfficeOnly):
        ask_agenda(question(dishes), actor=firm, at=contest.AT)
