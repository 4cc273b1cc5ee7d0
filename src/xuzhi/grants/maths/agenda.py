"""When and where every proposal is heard: rooms, breaks, people in one room at a time, categories together (G7.2).

Between two breaks a room hears one category alone; where that cannot be, they are mixed and the answer says so. As few
rooms as possible are opened, counted each time between two breaks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from time import monotonic

from xuzhi.grants.maths.agenda_model import AgendaModel
from xuzhi.grants.maths.agenda_reasons import plainly_impossible, why_not
from xuzhi.grants.maths.allotting import allot, everything, groups_of
from xuzhi.grants.maths.reasons import Impossible
from xuzhi.grants.maths.rooms import rooms_for

type Span = tuple[datetime, datetime]

SPARES = (0.5, 0.4, 0.3, 0.2, 0.15, 0.1, 0.05, 0.0)  # rooms are opened for so much more than is to be heard
A_ROUND, LAST_ROUND = 0.4, 0.2  # shares of the time: kept together, mixed, and with all rooms
A_TRY = 0.25  # of a round


@dataclass(frozen=True)
class ToHear:
    """A proposal as long as its category is heard. `members` sit, `firm` comes; `away` is when the firm cannot."""

    id: str
    category: str
    minutes: int
    members: frozenset[str]
    firm: str
    away: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Hours:
    """`spans` are the times between breaks, in order, none over another; `rooms` are open in all of them. `absent` is
    when a reviewer cannot."""

    spans: tuple[Span, ...]
    rooms: tuple[str, ...]
    absent: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """One proposal's place: `span` counts the times between breaks from 0."""

    id: str
    category: str
    room: str
    span: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Agenda:
    """`opened` is how many rooms are opened, counted each time between two breaks; `bound` the fewest there can be.
    `together` is False where a room hears several categories between two breaks."""

    heard: tuple[Heard, ...]
    opened: int
    bound: int
    together: bool

    @property
    def gap(self) -> float:
        """How far from the best it may be at most: 0 is best."""
        return 0.0 if self.opened == 0 else max(0.0, (self.opened - self.bound) / self.opened)


def arrange(sittings: Sequence[ToHear], hours: Hours, *, seconds: float = 15, seed: int = 1) -> Agenda | Impossible:
    """An agenda that meets everything that must be, within so many seconds."""
    if not sittings:
        return Agenda((), 0, 0, True)
    reasons = tuple(plainly_impossible(sittings, hours))
    if reasons:
        return Impossible(reasons)
    for together in (True, False):
        found = _fewest_rooms(sittings, hours, seconds * A_ROUND, seed, together=together)
        if found is not None:
            return found
    groups = groups_of(sittings, together=False)
    whole = AgendaModel(groups, hours, everything(groups, hours, len(hours.rooms)))
    placed = whole.solve(seconds * LAST_ROUND, seed)
    if placed is not None:
        return _agenda(sittings, hours, placed, 0, together=False)
    return why_not(sittings, hours, refuted=whole.refuted, seed=seed)


def _fewest_rooms(
    sittings: Sequence[ToHear], hours: Hours, seconds: float, seed: int, *, together: bool
) -> Agenda | None:
    """From many rooms to few, as long as there is time: the last answer opens the fewest."""
    groups = groups_of(sittings, together=together)
    tight = allot(groups, hours, seed=seed)
    if tight is None:
        return None
    until = monotonic() + seconds
    best, tried = None, None
    for spare in SPARES:
        allotted = allot(groups, hours, spare=spare, seed=seed) if spare else tight
        left = until - monotonic()
        if allotted is None or allotted == tried or left <= 0:
            continue
        tried = allotted
        placed = AgendaModel(groups, hours, allotted).solve(min(left, seconds * A_TRY), seed)
        if placed is not None:
            found = _agenda(sittings, hours, placed, sum(tight.values()), together)
            best = found if best is None or found.opened < best.opened else best
    return best


def _agenda(
    sittings: Sequence[ToHear], hours: Hours, placed: Mapping[str, tuple[int, int]], bound: int, together: bool
) -> Agenda:
    """`placed` are (span, minutes into it) by id."""
    by_id = {each.id: each for each in sittings}

    def free(each: ToHear, span: int, into: int) -> bool:
        begins = hours.spans[span][0] + timedelta(minutes=into)
        ends = begins + timedelta(minutes=each.minutes)
        absent = (taken for member in each.members for taken in hours.absent.get(member, ()))
        return not any(begins < b and a < ends for a, b in (*each.away, *absent))

    heard = []
    for name, place in rooms_for(sittings, placed, len(hours.rooms), free, together=together).items():
        each = by_id[name]
        starts_at = hours.spans[place.span][0] + timedelta(minutes=place.into)
        ends_at = starts_at + timedelta(minutes=each.minutes)
        heard.append(Heard(name, each.category, hours.rooms[place.room], place.span, starts_at, ends_at))
    opened = len({(each.room, each.span) for each in heard})
    return Agenda(
        tuple(sorted(heard, key=lambda each: (each.starts_at, each.room))), opened, min(bound, opened), together
    )


def clashes_of(sittings: Sequence[ToHear], hours: Hours, found: Agenda) -> list[tuple[str, str]]:
    """Everything in the agenda that must not be, as (what, whom): it is looked over before anybody sees it."""
    by_id = {each.id: each for each in sittings}
    wrong = [("missing", each.id) for each in sittings if each.id not in {one.id for one in found.heard}]
    for one in found.heard:
        starts_at, ends_at = hours.spans[one.span]
        if one.starts_at < starts_at or one.ends_at > ends_at:
            wrong.append(("break", one.id))
        wrong += [("firm_away", one.id) for span in by_id[one.id].away if _over(one, span)]
        absent = ((member, span) for member in by_id[one.id].members for span in hours.absent.get(member, ()))
        wrong += [("member_away", member) for member, span in absent if _over(one, span)]
    for one, other in combinations(found.heard, 2):
        if not _over(one, (other.starts_at, other.ends_at)):
            continue
        if one.room == other.room:
            wrong.append(("room", one.room))
        wrong += [("member", member) for member in sorted(by_id[one.id].members & by_id[other.id].members)]
        wrong += [("firm", by_id[one.id].firm)] if by_id[one.id].firm == by_id[other.id].firm else []
    return wrong


def _over(one: Heard, span: Span) -> bool:
    return one.starts_at < span[1] and span[0] < one.ends_at
