"""Figures that a programme declares, against cases counted by hand; and what of them anyone may see."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.declared_figures import Tally, declared_figures
from xuzhi.casework.queries.declared_tables import Unfilled, declared_tables, sum_of
from xuzhi.casework.queries.public_declared import enough, gives_away
from xuzhi.casework.queries.public_figures import public_figures
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import use_language

from . import market
from .market import MARKET, OFFICE

NUMBERS = (
    "53000004", "53000009", "53000010", "53000015", "53000021", "53000026", "53000031", "53000036",
    "53000042", "53000047", "53000052", "53000057",
)  # fmt: skip
LATER = datetime(2026, 12, 15, 9, tzinfo=TAIPEI)


def on(month, day):
    return datetime(2026, month, day, 10, tzinfo=TAIPEI)


@pytest.fixture
def firms(db):
    known = [market.company(number, f"第 {nth} 攤商行") for nth, number in enumerate(NUMBERS)]
    market.import_company(*known, taken_on=date(2026, 10, 30))
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"), taken_on=date(2026, 10, 30))
    return [market.begin(number, f"第 {nth} 攤商行", f"p{nth}@market.test") for nth, number in enumerate(NUMBERS)]


def applied(firm, at, **answers):
    case_id = market.filled(firm, at, **{name.replace("__", "."): value for name, value in answers.items()})
    submit_case(case_id, actor=firm, at=at)
    return case_id


def approve(case_id, at):
    market.confirm_all(case_id, at)
    take_step(case_id, "approve", actor=OFFICE, at=at)


def dismiss(case_id, at):
    take_step(case_id, "dismiss", actor=OFFICE, at=at, grounds=("unfit",), reason="現場不符。")


@pytest.fixture
def four(firms):
    """Two with cold food approved, one of them with 12 seats; one dismissed with 30; one hot under review."""
    cases = [
        applied(firms[0], on(11, 2), plan__seats="12"),
        applied(firms[1], on(11, 2)),
        applied(firms[2], on(11, 3), plan__seats="30"),
        applied(firms[3], on(12, 1), plan__food="hot", plan__gas="no", plan__seats="8"),
    ]
    approve(cases[0], on(11, 4))
    approve(cases[1], on(11, 6))
    dismiss(cases[2], on(11, 9))
    draft = market.filled(firms[4], on(12, 2))
    save_answers(draft, {"plan.seats": "99"}, seen={}, actor=firms[4], at=on(12, 2))
    return cases


def counted(**asked):
    tables, unfilled = declared_tables(declared_figures([MARKET], at=LATER, **asked))
    return {table.name.removeprefix(f"{MARKET}-"): table for table in tables}, unfilled


class TestCounted:
    def test_every_number_is_what_was_counted_by_hand(self, four):
        tables, unfilled = counted()
        assert list(tables) == ["by_food", "seats", "capital", "seats_checked"]
        food = tables["by_food"]
        assert (food.row_head, food.unit) == ("賣什麼", "件")
        assert food.heads == ("審理中", "通過", "不予受理", "合計", "通過（%）")
        assert food.rows == (("冰品", (0, 2, 1, 3, Decimal("66.7"))), ("熱食", (1, 0, 0, 1, None)))
        assert food.sums == (1, 2, 1, 4, Decimal("66.7"))
        assert (tables["seats"].heads, tables["seats"].unit) == (("座位數",), "席")
        assert (tables["seats"].rows, tables["seats"].sums) == ((("臺中市", (50,)),), ())
        assert tables["seats"].footnote == "另有 1 件還沒有這項數字，沒有計入。"
        assert (tables["capital"].rows, tables["capital"].unit) == ((("冰品", (1_000_000,)),), "元")
        assert tables["seats_checked"].heads == ("達成",)
        assert tables["seats_checked"].rows == (("115 年", (3,)),)
        assert unfilled == (Unfilled("租金，依年度", "還沒有送出的「租約」。"),)

    def test_as_of_an_instant(self, four):
        tables, _ = counted(until=on(11, 5))
        assert tables["by_food"].heads == ("審理中", "通過", "合計", "通過（%）")
        assert tables["by_food"].rows == (("冰品", (2, 1, 3, Decimal("100.0"))),)
        assert tables["capital"].rows == (("冰品", (500_000,)),)
        assert counted(since=on(12, 1))[0]["by_food"].rows == (("熱食", (1,)),)

    def test_it_says_what_it_waits_for(self, firms):
        approve(applied(firms[0], on(11, 2)), on(11, 3))
        _, unfilled = counted()
        assert Unfilled("座位，依縣市", "「攤商資格」已有案件，但都還沒有「座位數」的數字。") in unfilled
        with use_language("en"):
            assert "none has a number" in counted()[1][0].says

    def test_three_statements_whatever_there_is(self, four, firms):
        def cost():
            with CaptureQueriesContext(connection) as captured:
                counted()
            return len(captured)

        few = cost()
        applied(firms[6], on(12, 3), plan__seats="3")
        assert cost() == few == 3


class TestPublic:
    def test_too_few_firms_are_nobody_s_figure(self, four):
        found = public_figures(MARKET, at=LATER)
        assert not found.declared
        assert found.unfilled == (
            Unfilled("攤商與結果，依賣什麼", "每一組都還不到 5 家業者，暫不公開。"),
            Unfilled("座位，依縣市", "每一組都還不到 5 家業者，暫不公開。"),
        )

    def test_a_group_of_few_goes_with_another(self, firms):
        for nth, firm in enumerate(firms[:10]):
            food = {"plan__food": "hot", "plan__gas": "no"} if nth < 2 else {}
            approve(applied(firm, on(11, 2), plan__seats=str(nth), **food), on(11, 4))
        tables = {table.name: table for table in public_figures(MARKET, at=LATER).tables}
        assert tables[f"{MARKET}-by_food"].heads == ("通過", "通過（%）")
        assert tables[f"{MARKET}-by_food"].rows == (("全部", (10, Decimal("100.0"))),)
        assert tables[f"{MARKET}-seats"].rows == (("臺中市", (45,)),)
        assert tables[f"{MARKET}-seats"].footnote == ""


def row(label, **firms):
    """A row with so many firms in each part."""
    return label, {
        part: Tally(amount=Decimal(n), firms={f"{label}{part}{each}" for each in range(n)}) for part, n in firms.items()
    }


class TestEnough:
    def test_rows_with_enough_stand_and_the_others_go_together(self):
        rows = [row("A", x=9), row("B", x=3), row("C", x=2)]
        shown = enough(rows, 5)
        assert [(label, cells["x"].number) for label, cells in shown] == [("A", 9), ("其他（合併）", 5)]

    def test_the_smallest_that_has_enough_goes_along(self):
        rows = [row("A", x=9), row("B", x=6), row("C", x=2)]
        assert [(label, cells["x"].number) for label, cells in enough(rows, 5)] == [("A", 9), ("其他（合併）", 8)]

    def test_nothing_where_all_together_are_too_few(self):
        assert enough([row("A", x=2), row("B", x=2)], 5) == []
        assert enough([row("A", x=9, y=1), row("B", x=9, y=2)], 5) == []

    @given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=9))
    def test_no_number_of_few_is_ever_shown_and_none_is_lost(self, counts):
        rows = [row(str(nth), x=x, y=y) for nth, (x, y) in enumerate(counts)]
        shown = enough(rows, 5)
        assert all(not cell.firms or len(cell.firms) >= 5 for _, cells in shown for cell in cells.values())
        if shown:
            for part in ("x", "y"):
                assert sum_of(cells[part] for _, cells in shown).number == sum(int(c[part == "y"]) for c in counts)


class TestBesideTheTableOfAllKinds:
    def test_a_sum_with_one_state_that_is_left_out_gives_it_away(self):
        columns = [Tally(states={"open": 6, "qualified": 3}), Tally(states={"approved": 9})]
        assert gives_away(columns, ["qualified", "dismissed"], 5)
        assert not gives_away(columns, [], 5)

    def test_two_of_enough_cases_in_one_column_do_not(self):
        columns = [Tally(states={"refused": 4, "dismissed": 3}), Tally(states={"approved": 9})]
        assert not gives_away(columns, ["refused", "dismissed"], 5)
        assert gives_away([Tally(states={"refused": 1, "dismissed": 3})], ["refused", "dismissed"], 5)

    def test_a_state_in_two_columns_does(self):
        columns = [Tally(states={"refused": 4, "dismissed": 3}), Tally(states={"refused": 9})]
        assert gives_away(columns, ["refused", "dismissed"], 5)
