"""Why there is no agenda: what counting shows, and which demand stands in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from xuzhi.grants.maths.agenda_model import AgendaModel
from xuzhi.grants.maths.allotting import everything, groups_of
from xuzhi.grants.maths.reasons import Impossible, Reason

if TYPE_CHECKING:
    from xuzhi.grants.maths.agenda import Hours, Span, ToHear

EASED: dict[str, dict[str, bool]] = {"reviewers": {"reviewers": False}, "away": {"away": False}, "rooms": {}}


def plainly_impossible(sittings: Sequence[ToHear], hours: Hours) -> Iterator[Reason]:
    """All that needs no solver: lengths, firms that never can, minutes that are not there."""
    longest = max((_minutes(span) for span in hours.spans), default=0)
    yield from _too_long(sittings, longest)
    fitting = [each for each in sittings if each.minutes <= longest]
    yield from (Reason("firm_never_free", {"proposal": each.id}) for each in fitting if not _fits(each, hours))
    open_minutes = sum(_minutes(span) for span in hours.spans)
    needed = sum(each.minutes for each in fitting)
    if needed > open_minutes * len(hours.rooms):
        room = open_minutes * len(hours.rooms)
        yield Reason("too_little_time", {"needed": needed, "room": room, "rooms": len(hours.rooms)})
    busy: Counter[str] = Counter()
    for each in sittings:
        busy.update(dict.fromkeys(each.members, each.minutes))
    for member, minutes in sorted(busy.items()):
        if minutes > open_minutes:
            yield Reason("reviewer_too_much", {"reviewer": member, "needed": minutes, "room": open_minutes})


def why_not(sittings: Sequence[ToHear], hours: Hours, *, refuted: bool, seed: int) -> Impossible:
    """Each demand is left out alone; those without which there is an agenda are what stands in the way."""
    if not refuted:
        return Impossible((Reason("time_was_up"),), proven=False)
    groups, reasons = groups_of(sittings, together=False), []
    for left_out, eased in EASED.items():
        allotted = everything(groups, hours, len(sittings) if left_out == "rooms" else len(hours.rooms))
        if AgendaModel(groups, hours, allotted, **eased).solve(5, seed) is not None:
            reasons.append(Reason(f"{left_out}_in_the_way"))
    return Impossible(tuple(reasons) or (Reason("all_in_the_way"),))


def _too_long(sittings: Sequence[ToHear], longest: int) -> Iterator[Reason]:
    lengths = {each.category: each.minutes for each in sittings if each.minutes > longest}
    for category, minutes in sorted(lengths.items()):
        yield Reason("longer_than_any", {"category": category, "minutes": minutes, "longest": longest})


def _fits(each: ToHear, hours: Hours) -> bool:
    """Whether some stretch without anybody away is long enough for it."""
    absent = [span for member in each.members for span in hours.absent.get(member, ())]
    taken = sorted((*each.away, *absent))
    for begins_at, ends_at in hours.spans:
        free_from = begins_at
        for a, b in taken:
            if min(a, ends_at) - free_from >= timedelta(minutes=each.minutes):
                return True
            free_from = max(free_from, b)
        if ends_at - free_from >= timedelta(minutes=each.minutes):
            return True
    return False


def _minutes(span: Span) -> int:
    return int((span[1] - span[0]).total_seconds() // 60)
