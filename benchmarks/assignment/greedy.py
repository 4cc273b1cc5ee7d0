"""The peer: first come, first served, as somebody with a spreadsheet would do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from xuzhi.grants.maths.agenda import Heard, Hours, ToHear
from xuzhi.grants.maths.assignment import CanReview, ToReview


def assign(proposals: Sequence[ToReview], reviewers: Sequence[CanReview], members: int) -> dict[str, tuple[str, ...]]:
    """Who has least so far and no conflict; first those with the expertise that is still missing."""
    loads = {each.id: 0 for each in reviewers}
    given: dict[str, tuple[str, ...]] = {}
    for proposal in proposals:
        team: list[str] = []
        missing = set(proposal.expertise)
        for _ in range(members):
            free = [each for each in reviewers if each.id not in proposal.barred and each.id not in team]
            if not free:
                break
            chosen = min(free, key=lambda each: (not missing & each.expertise, loads[each.id]))
            missing -= chosen.expertise
            loads[chosen.id] += 1
            team.append(chosen.id)
        given[proposal.id] = tuple(team)
    return given


def arrange(sittings: Sequence[ToHear], hours: Hours, step: int = 5) -> tuple[list[Heard], list[str]]:
    """Every proposal at the first time and room that are free; and those for which none was left."""
    rooms = {room: [] for room in hours.rooms}
    people: dict[str, list[tuple]] = {}
    heard, left = [], []
    for each in sorted(sittings, key=lambda each: each.category):
        who = [*each.members, f"firm {each.firm}"]
        place = _first(each, who, rooms, people, hours, step)
        if place is None:
            left.append(each.id)
            continue
        room, span, begins = place
        ends = begins + timedelta(minutes=each.minutes)
        rooms[room].append((begins, ends))
        for one in who:
            people.setdefault(one, []).append((begins, ends))
        heard.append(Heard(each.id, each.category, room, span, begins, ends))
    return heard, left


def _first(each: ToHear, who: Sequence[str], rooms: Mapping, people: Mapping, hours: Hours, step: int):
    busy = [*each.away, *(span for one in who for span in (*people.get(one, ()), *hours.absent.get(one, ())))]
    for number, (opens, closes) in enumerate(hours.spans):
        begins = opens
        while begins + timedelta(minutes=each.minutes) <= closes:
            ends = begins + timedelta(minutes=each.minutes)
            if not any(begins < b and a < ends for a, b in busy):
                for room, taken in rooms.items():
                    if not any(begins < b and a < ends for a, b in taken):
                        return room, number, begins
            begins += timedelta(minutes=step)
    return None
