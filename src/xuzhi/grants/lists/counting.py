"""How far a list is: how many it has, how many of them are different, how many of each kind. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.rulebook.form import Question


@dataclass(frozen=True)
class Counts:
    """`rows` in all and `different` ones, the `goal` where the rules have one, and counts by the first choice."""

    rows: int
    different: int
    goal: int | None
    by: str
    kinds: tuple[tuple[str, int], ...]

    @property
    def doubles(self) -> int:
        return self.rows - self.different

    @property
    def lacking(self) -> int:
        return max(0, (self.goal or 0) - self.different)

    @property
    def percent(self) -> int:
        """Of the goal, at most 100, rounded down."""
        return min(100, 100 * self.different // self.goal) if self.goal else 100


def counted(question: Question, rows: Sequence[Mapping[str, Any]], goal: int | None) -> Counts:
    """Rows whose `unique` field is not answered are counted as different each."""
    keys = [row.get(question.unique) for row in rows] if question.unique else []
    named = {key for key in keys if key is not None}
    different = len(named) + sum(1 for key in keys if key is None) if question.unique else len(rows)
    choice = next((field for field in question.fields if field.type == "choice"), None)
    kinds: tuple[tuple[str, int], ...] = ()
    if choice is not None:
        found = Counter(row.get(choice.name) for row in rows)
        kinds = tuple((each.label, found[each.code]) for each in choice.of)
    return Counts(len(rows), different, goal, choice.label if choice else "", kinds)
