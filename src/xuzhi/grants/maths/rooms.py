"""Which room each sitting gets, and how early it can begin: people stay where they are as long as they can."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xuzhi.grants.maths.agenda import ToHear

type Free = Callable[[ToHear, int, int], bool]


@dataclass
class _Room:
    free_at: int = 0
    category: str | None = None
    people: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """A span, minutes into it, and a room counted from 0."""

    span: int
    into: int
    room: int


def rooms_for(
    sittings: Sequence[ToHear], placed: Mapping[str, tuple[int, int]], rooms: int, free: Free, *, together: bool
) -> dict[str, Place]:
    """Taken in the order of `placed`, each begins as early in its span as room, members and firm allow, at the latest
    when it was placed. `free` says whether nobody who is needed is away from so many minutes into a span on.

    At no time are more sittings than rooms, so that first come finds one; with `together` a room that heard one
    category hears no other before the next break.
    """
    given: dict[str, Place] = {}
    before = [_Room() for _ in range(rooms)]
    for span in sorted({span for span, _ in placed.values()}):
        here = sorted((each for each in sittings if placed[each.id][0] == span), key=lambda e: (placed[e.id][1], e.id))
        kept = [each.category for each in before]
        now = [_Room(people=each.people) for each in before]
        busy: dict[str, int] = {}
        for each in here:
            who = [f"firm {each.firm}", *each.members]
            latest = placed[each.id][1]
            since = max((busy.get(one, 0) for one in who), default=0)
            times = sorted({since, latest, *(room.free_at for room in now)})
            into, chosen = next(
                (time, fits[0])
                for time in times
                if since <= time <= latest and free(each, span, time)
                for fits in [_rooms(each, now, kept, time, together)]
                if fits
            )
            now[chosen] = _Room(into + each.minutes, each.category, each.members)
            busy.update(dict.fromkeys(who, into + each.minutes))
            given[each.id] = Place(span, into, chosen)
        before = now
    return given


def _rooms(each: ToHear, now: Sequence[_Room], kept: Sequence[str | None], time: int, together: bool) -> list[int]:
    """Rooms that are free then, the best first: opened in this span, of this category before, with the same people."""
    free = [n for n, room in enumerate(now) if room.free_at <= time]
    if together:
        free = [n for n in free if now[n].category in (None, each.category)]
    return sorted(
        free, key=lambda n: (now[n].category is None, kept[n] != each.category, -len(now[n].people & each.members), n)
    )
