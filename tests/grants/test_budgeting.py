"""The largest subsidy live, the budget as a table, work items on a line of time."""

from datetime import date

import pytest

from xuzhi.grants.budgeting import budget_table, subsidy_of
from xuzhi.grants.timing import timeline_of

SETTINGS = {"subsidy_share_limit": 50, "subsidy_ceiling": 20_000_000}


def budget(total, subsidy, own, capital):
    return {"budget.total": total, "budget.subsidy": subsidy, "budget.own": own, "company.paid_in_capital": capital}


@pytest.mark.clause("G4.1")
@pytest.mark.clause("G4.2")
@pytest.mark.parametrize(
    ("facts", "largest", "bound", "over", "room"),
    [
        (budget(4_000_000, 2_000_000, 2_000_000, 9_000_000), 2_000_000, ("total", "own"), 0, 0),
        (budget(4_000_000, 2_000_001, 1_999_999, 9_000_000), 1_999_999, ("own",), 2, 0),
        (budget(4_000_001, 2_000_000, 2_000_001, 9_000_000), 2_000_000, ("total",), 0, 0),
        (budget(60_000_000, 20_000_001, 39_999_999, 90_000_000), 20_000_000, ("ceiling",), 1, 0),
        (budget(4_000_000, 1_000_000, 3_000_000, 1_500_000), 1_500_000, ("capital",), 0, 500_000),
        (budget(0, 0, 0, 0), 0, ("total", "own", "capital"), 0, 0),
    ],
)
def test_what_binds_to_the_dollar(facts, largest, bound, over, room):
    found = subsidy_of(facts, SETTINGS)
    assert found.largest is not None
    told = (found.largest.amount_twd, found.largest.bound_by, found.over_twd, found.room_twd)
    assert told == (largest, bound, over, room)


@pytest.mark.clause("G4.1")
def test_what_is_not_known_is_named():
    found = subsidy_of({"budget.total": 4_000_000, "budget.subsidy": 1}, SETTINGS)
    assert (found.largest, found.missing, found.over_twd) == (None, ("own", "capital"), 0)


@pytest.mark.clause("G4.3")
def test_the_budget_by_category_and_work_item():
    facts = {
        "plan.work_items": [{"code": "A1", "name": "資料"}, {"code": "A2", "name": "預測"}],
        "budget.lines": [
            {"category": "設備", "work_item": "A2", "amount_twd": 300},
            {"category": "人事", "work_item": "A1", "amount_twd": 500},
            {"category": "設備", "work_item": "", "amount_twd": 7},
            {"category": "設備", "work_item": "A2", "amount_twd": 100},
        ],
    }
    table = budget_table(facts)
    assert table is not None
    assert table.items == (("A1", "資料"), ("A2", "預測"), ("", ""))
    assert table.rows == (("設備", (0, 400, 7), 407), ("人事", (500, 0, 0), 500))
    assert (table.sums, table.total_twd) == ((500, 400, 7), 907)
    assert budget_table({"budget.lines": []}) is None


@pytest.mark.clause("G3.1")
def test_work_items_stand_where_their_days_are():
    facts = {
        "plan.period.starts_on": "2026-01-01",
        "plan.period.ends_on": "2026-12-31",
        "plan.work_items": [
            {"code": "A1", "name": "前半", "starts_on": "2026-01-01", "ends_on": "2026-07-01"},
            {"code": "A2", "name": "太晚", "starts_on": "2026-07-02", "ends_on": "2026-12-31"},
            {"code": "A3", "name": "反了", "starts_on": "2026-09-01", "ends_on": "2026-08-01"},
        ],
    }
    line = timeline_of(facts)
    assert line is not None
    assert [(bar.code, bar.left, bar.width, bar.outside) for bar in line.bars] == [
        ("A1", 0, 498, False),
        ("A2", 498, 502, False),
    ]
    assert line.period == (0, 1000)
    assert [tick.on for tick in line.ticks] == [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]
    late = timeline_of(facts | {"plan.period.ends_on": "2026-11-30"})
    assert late is not None and [bar.outside for bar in late.bars] == [False, True]
    assert timeline_of({"plan.work_items": []}) is None
