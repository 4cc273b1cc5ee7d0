"""How many rooms each category gets between two breaks: as few as can hold it, in as few stretches as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xuzhi.grants.maths.solving import solved, solver_for

if TYPE_CHECKING:
    from xuzhi.grants.maths.agenda import Hours, ToHear

type Allotment = dict[tuple[str, int], int]

# One room more is worse than more of them at once, and that is worse than more stretches.
ROOM_WEIGHS, PEAK_WEIGHS = 10_000, 100


@dataclass(frozen=True)
class Group:
    """Sittings that share rooms: those of a category, or all."""

    name: str
    sittings: tuple[ToHear, ...]

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.sittings)

    @property
    def length(self) -> int | None:
        """The length of each, where all are as long."""
        lengths = {each.minutes for each in self.sittings}
        return lengths.pop() if len(lengths) == 1 else None

    def holds(self, minutes: int) -> tuple[int, int]:
        """What a stretch of so many minutes adds to what is needed, and what is needed: sittings, else minutes."""
        length = self.length
        return (minutes // length, len(self.sittings)) if length else (minutes, self.minutes)


def groups_of(sittings: Sequence[ToHear], *, together: bool) -> list[Group]:
    """By category; all as one where they are mixed."""
    names = sorted({each.category for each in sittings}) if together else [""]
    return [Group(n, tuple(e for e in sittings if not together or e.category == n)) for n in names]


def at_once(groups: Sequence[Group]) -> int:
    """How many sittings there are at most at a time: everybody sits in one of them."""
    teams = [each.members for group in groups for each in group.sittings]
    smallest = min((len(team) for team in teams), default=0)
    return len(frozenset().union(*teams)) // smallest if smallest else len(teams)


def allot(groups: Sequence[Group], hours: Hours, *, spare: float = 0, seed: int = 1) -> Allotment | None:
    """The fewest rooms by (group, span) that hold everything and so much besides, no more of them at once than need
    be; None where there are not enough. Nobody's absence is looked at here, so at no spare it is the least that any
    agenda opens."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    rooms = {
        (group.name, s): model.new_int_var(0, min(len(hours.rooms), len(group.sittings)), f"{group.name}@{s}")
        for group in groups
        for s in range(len(hours.spans))
    }
    used = {key: model.new_bool_var(f"used {key}") for key in rooms}
    for key, count in rooms.items():
        model.add(count <= len(hours.rooms) * used[key])
    lengths = [int((b - a).total_seconds() // 60) for a, b in hours.spans]
    for group in groups:
        needed = group.holds(0)[1]
        held = sum(rooms[group.name, s] * group.holds(minutes)[0] for s, minutes in enumerate(lengths))
        model.add(held >= needed + round(needed * spare))
    peak = model.new_int_var(0, min(len(hours.rooms), at_once(groups)), "peak")
    for s in range(len(hours.spans)):
        model.add(sum(rooms[group.name, s] for group in groups) <= peak)
    model.minimize(ROOM_WEIGHS * sum(rooms.values()) + PEAK_WEIGHS * peak + sum(used.values()))
    solver = solver_for(3, seed)
    if not solved(solver.solve(model)):
        return None
    return {key: solver.value(count) for key, count in rooms.items()}


def everything(groups: Sequence[Group], hours: Hours, rooms: int) -> Allotment:
    """All rooms all the time, for one group."""
    return {(group.name, s): rooms for group in groups for s in range(len(hours.spans))}
