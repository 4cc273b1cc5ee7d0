"""Figures against cases counted by hand."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.operations.assign_cases import assign_cases
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.queries.figure_tables import tables_of
from xuzhi.casework.queries.figures import Spread, figures, month_begins
from xuzhi.casework.queries.public_figures import public_figures, quarter_of, smallest_count
from xuzhi.casework.queries.workload import Load, share_out, workload
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import rebuild_read_models

from . import market
from .market import MARKET, OFFICE

NUMBERS = ("53000004", "53000009", "53000010", "53000015", "53000021", "53000026", "53000031", "53000036")
KIND = (MARKET, "stallholder")
SETUP = Actor.system("setup")
LATER = datetime(2026, 12, 15, 9, tzinfo=TAIPEI)


def on(month, day):
    return datetime(2026, month, day, 10, tzinfo=TAIPEI)


@pytest.fixture
def firms(db):
    """People of several firms, by number; the registers knew them before the first case."""
    known = [market.company(number, f"第 {nth} 攤商行") for nth, number in enumerate(NUMBERS)]
    market.import_company(*known, taken_on=date(2026, 10, 30))
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"), taken_on=date(2026, 10, 30))
    return [market.begin(number, f"第 {nth} 攤商行", f"p{nth}@market.test") for nth, number in enumerate(NUMBERS)]


def approve(case_id, at):
    market.confirm_all(case_id, at)
    take_step(case_id, "approve", actor=OFFICE, at=at)


def dismiss(case_id, at):
    take_step(case_id, "dismiss", actor=OFFICE, at=at, grounds=("unfit",), reason="現場不符。")


@pytest.fixture
def five(firms):
    """Three of November: approved after 2 and 4 days, dismissed after 6. Two of December, one asked to correct."""
    cases = [
        market.submitted(firm, at)
        for firm, at in zip(firms, [on(11, 2)] * 2 + [on(11, 3)] + [on(12, 1)] * 2, strict=False)
    ]
    approve(cases[0], on(11, 4))
    approve(cases[1], on(11, 6))
    dismiss(cases[2], on(11, 9))
    wrong = [Wrong("question", "plan.seats", "座位數與平面圖不符。")]
    take_step(cases[4], "request_correction", actor=OFFICE, at=on(12, 2), defects=wrong)
    return cases


class TestFigures:
    def test_every_number_is_what_was_counted_by_hand(self, five):
        found = figures(at=LATER)
        assert found.total == 5
        assert found.months == ("2026-11", "2026-12")
        assert found.by_month == {("2026-11", KIND): 3, ("2026-12", KIND): 2}
        assert found.by_state == {("approved", KIND): 2, ("dismissed", KIND): 1, ("open", KIND): 2}
        assert found.by_rounds == {(0, KIND): 4, (1, KIND): 1}
        spread = Spread(3, Decimal("3.0"), Decimal("4.0"), Decimal("5.0"))
        assert found.days == spread
        assert found.days_by_kind == {KIND: spread}
        assert found.days_by_month == {"2026-11": spread}
        assert [(each.name, each.count) for each in found.clauses] == [("N1", 1)]
        assert sorted((each.label, each.count) for each in found.stages) == [("審查", 1), ("補件中", 1)]
        assert found.clocks == ()

    def test_up_to_an_instant_what_is_decided_later_is_open(self, five):
        found = figures(at=LATER, until=on(11, 5))
        assert found.by_state == {("approved", KIND): 1, ("open", KIND): 2}
        assert found.days == Spread(1, Decimal("2.0"), Decimal("2.0"), Decimal("2.0"))
        assert figures(at=LATER, since=month_begins("2026-12")).total == 2
        assert figures(at=LATER, programme="nothing").total == 0

    def test_tables_say_the_same_in_both_languages(self, five):
        tables = {table.name: table for table in tables_of(figures(at=LATER))}
        assert list(tables) == [
            "by_month",
            "by_state",
            "days_by_kind",
            "days_by_month",
            "by_rounds",
            "clauses",
            "stages",
        ]
        assert tables["by_month"].rows == (("115 年 11 月", (3,)), ("115 年 12 月", (2,)))
        assert tables["by_month"].sums == (5,)
        assert tables["by_state"].heads == ("審理中", "核准", "不予受理", "合計", "未通過（%）")
        assert tables["by_state"].rows == (("攤商資格", (2, 2, 1, 5, Decimal("33.3"))),)
        with use_language("en"):
            assert tables_of(figures(at=LATER))[0].rows[0][0] == "2026-11"

    def test_six_statements_whatever_there_is(self, five, firms):
        def cost():
            with CaptureQueriesContext(connection) as captured:
                figures(at=LATER)
            return len(captured)

        few = cost()
        market.submitted(firms[6], on(12, 3))
        assert cost() == few == 6

    def test_the_first_decision_counts_and_is_rebuilt(self, five):
        before = figures(at=LATER)
        rebuild_read_models(["casework"])
        assert figures(at=LATER) == before


class TestPublic:
    @pytest.mark.clause("L9.1")
    def test_too_few_cases_are_left_out_whole(self, five):
        found = public_figures(MARKET, at=LATER)
        assert found.through_on == date(2026, 11, 30)
        assert (found.smallest, found.kinds_left_out, found.tables) == (5, True, ())

    @pytest.mark.clause("L9.1")
    def test_a_small_count_and_what_would_give_it_away(self, firms):
        cases = [market.submitted(firm, on(11, 2)) for firm in firms[:7]]
        for case_id in cases[:6]:
            approve(case_id, on(11, 4))
        dismiss(cases[6], on(11, 5))
        found = public_figures(MARKET, at=LATER)
        tables = {table.name: table for table in found.tables}
        states = dict(tables["by_state"].rows)
        # One was dismissed. It is left out, and with it something else, or it would be seven less six.
        assert states.get("不予受理") == (None,)
        assert [label for label, cells in states.items() if cells == (None,)] != ["不予受理"]
        assert tables["by_state"].sums == (7,)
        assert tables["by_quarter"].rows == (("115 年第 4 季", (7,)),)
        assert tables["days_by_kind"].heads == ("四分之一在幾天內", "中位數", "四分之三在幾天內")
        assert found.hidden and not found.kinds_left_out

    def test_the_office_sets_what_is_small(self, db):
        listing, name = "sme_ai_listing", "smallest_public_count"
        assert smallest_count(edition(listing, date(2026, 12, 1))) == (5, "")
        set_parameter(listing, name, 10, from_on=date(2026, 12, 1), reason="會議決定", actor=SETUP, at=on(11, 30))
        assert smallest_count(edition(listing, date(2026, 12, 1))) == (10, "L9.1")
        assert smallest_count(edition(MARKET, date(2026, 12, 1))) == (5, "")

    def test_quarters(self):
        assert [quarter_of(f"2026-{month:02}") for month in (1, 3, 4, 12)] == [
            "2026-Q1",
            "2026-Q1",
            "2026-Q2",
            "2026-Q4",
        ]


class TestWorkload:
    def test_what_each_officer_has(self, five, office):
        assert assign_cases({five[0]: office.id, five[3]: office.id}, actor=office, at=LATER) == 2
        assert assign_cases({five[0]: office.id}, actor=office, at=LATER) == 0
        found = workload(at=LATER)
        assert found.loads == (Load(office.id, office.name, 1, 1, 0, 0, 1, Decimal("2.0")),)
        assert [case.id for case in found.cases] == [five[4]]
        assert found.suggested == {five[4]: office.id}
        given = workload(at=LATER, of=office.id)
        assert [case.id for case in given.cases] == [five[3]]
        assert given.suggested == {}

    def test_the_most_urgent_goes_to_whoever_has_least(self, five):
        rows = workload(at=LATER).cases
        loads = [
            Load("a", "甲", 3, 0, 1, 0, 0, None),
            Load("b", "乙", 2, 0, 0, 0, 0, None),
            Load("c", "丙", 3, 0, 0, 0, 0, None),
        ]
        # The second one finds two alike, and goes to whoever stands first.
        assert list(share_out(loads, rows).values()) == ["b", "b"]
        assert list(share_out(loads[:1], rows).values()) == ["a", "a"]
        assert share_out([], rows) == {}
