"""A budget as a table of categories and work items, and what it lacks to tell its largest subsidy. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.grants.names import AMOUNT, AMOUNTS, CATEGORY, CEILING, CODE, ITEMS, LINES, NAME, SHARE, WORK_ITEM
from xuzhi.grants.subsidy import LargestSubsidy, largest_subsidy


@dataclass(frozen=True)
class BudgetTable:
    """Whole NT dollars: a row for each category, a column for each work item ("" is tied to none)."""

    items: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[int, ...], int], ...]
    sums: tuple[int, ...]
    total_twd: int


@dataclass(frozen=True)
class Subsidy:
    """The largest subsidy that the budget carries (None while amounts named in `missing` are not known), what is
    asked for, and by how much that is over it."""

    largest: LargestSubsidy | None
    missing: tuple[str, ...]
    asked_twd: int | None

    @property
    def over_twd(self) -> int:
        if self.largest is None or self.asked_twd is None:
            return 0
        return max(0, self.asked_twd - self.largest.amount_twd)

    @property
    def room_twd(self) -> int:
        if self.largest is None or self.asked_twd is None:
            return 0
        return max(0, self.largest.amount_twd - self.asked_twd)


def subsidy_of(facts: Mapping[str, Any], settings: Mapping[str, Any]) -> Subsidy:
    """What binds a budget (G4.1, G4.2), to the dollar."""
    asked = facts.get(AMOUNTS["subsidy"])
    needed = ("total", "own", "capital")
    missing = tuple(name for name in needed if facts.get(AMOUNTS[name]) is None)
    if missing or settings.get(SHARE) is None or settings.get(CEILING) is None:
        return Subsidy(None, missing, asked)
    largest = largest_subsidy(
        total_twd=facts[AMOUNTS["total"]],
        own_twd=facts[AMOUNTS["own"]],
        capital_twd=facts[AMOUNTS["capital"]],
        share_percent=int(settings[SHARE]),
        ceiling_twd=int(settings[CEILING]),
    )
    return Subsidy(largest, (), asked)


def budget_table(facts: Mapping[str, Any]) -> BudgetTable | None:
    """None while no line has an amount."""
    lines = [line for line in facts.get(LINES) or () if line.get(AMOUNT) is not None]
    if not lines:
        return None
    named = {str(item.get(CODE)): str(item.get(NAME) or "") for item in facts.get(ITEMS) or () if item.get(CODE)}
    used = [line.get(WORK_ITEM) or "" for line in lines]
    codes = [code for code in named if code in used]
    codes += [code for code in dict.fromkeys(used) if code not in named]
    categories = list(dict.fromkeys(line.get(CATEGORY) or "" for line in lines))
    rows = [(each, tuple(_sum(lines, each, code) for code in codes)) for each in categories]
    sums = tuple(sum(cells[place] for _, cells in rows) for place in range(len(codes)))
    items = tuple((code, named.get(code, "")) for code in codes)
    return BudgetTable(items, tuple((name, cells, sum(cells)) for name, cells in rows), sums, sum(sums))


def _sum(lines: Sequence[Mapping[str, Any]], category: str, code: str) -> int:
    return sum(
        int(line[AMOUNT])
        for line in lines
        if (line.get(CATEGORY) or "") == category and (line.get(WORK_ITEM) or "") == code
    )
