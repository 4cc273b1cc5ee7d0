"""Which room each sitting gets, once it is known when it is: people stay where they are as long as they can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xuzhi.grants.maths.agenda import ToHear


@dataclass
class _Room:
    free_at: int = 0
    category: str | None = None
    people: frozenset[str] = frozenset()


def rooms_for(
    sittings: Sequence[ToHear], placed: Mapping[str, tuple[int, int]], rooms: int, *, together: bool
) -> dict[str, int]:
    """Room by id, counted from 0. At no time are more sittings than rooms, so that first come finds one; with
    `together` a room that heard one category hears no other before the next break."""
    given: dict[str, int] = {}
    before = [_Room() for _ in range(rooms)]
    for span in sorted({span for span, _ in placed.values()}):
        here = sorted((each for each in sittings if placed[each.id][0] == span), key=lambda e: (placed[e.id][1], e.id))
        kept = [each.category for each in before]
        now = [_Room(people=each.people) for each in before]
        for each in here:
            into = placed[each.id][1]
            free = [room for room in range(rooms) if now[room].free_at <= into]
            if together:
                free = [room for room in free if now[room].category in (None, each.category)]
            chosen = min(free, key=lambda room: _rank(each, room, now[room], kept[room]))
            now[chosen] = _Room(into + each.minutes, each.category, each.members)
            given[each.id] = chosen
        before = now
    return given


def _rank(each: ToHear, number: int, room: _Room, kept: str | None) -> tuple[bool, bool, int, int]:
    """The best first: opened in this span, of this category before, with most of the same people."""
    return room.category is None, kept != each.category, -len(room.people & each.members), number
