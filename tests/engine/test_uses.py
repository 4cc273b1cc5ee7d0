"""What another value of a parameter would touch, and in which order people meet the kinds of case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from xuzhi.engine.succession import in_succession
from xuzhi.engine.uses import clocks_using, counting_parameters, uses_of
from xuzhi.rulebook import load_programme

RULES = load_programme(Path(__file__).parents[2] / "src/xuzhi/programmes/sme_ai_listing").edition(date(2026, 11, 22))


def test_only_what_counts_days_moves_every_clock() -> None:
    assert counting_parameters(RULES) == {"first_day_counted", "last_day_rolls", "closure_stops_clock"}
    assert [use.sort for use in uses_of(RULES, "smallest_public_count")] == []
    assert [use.sort for use in uses_of(RULES, "bar_years")] == []
    assert {use.sort for use in uses_of(RULES, "last_day_rolls")} == {"counting"}
    assert clocks_using(RULES, "supplier", frozenset({"register_snapshot_days"})) == []
    assert [each.name for each in clocks_using(RULES, "supplier", frozenset({"last_day_rolls"}))] == ["correction"]


def test_kinds_come_as_people_meet_them() -> None:
    assert [kind.name for kind in in_succession(RULES)] == [
        "supplier",
        "solution",
        "solution_change",
        "order",
        "inspection",
        "sanction",
        "complaint",
        "export_request",
        "plan_change",
    ]
