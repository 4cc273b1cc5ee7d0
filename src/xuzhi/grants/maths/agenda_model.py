"""The agenda as the solver takes it: time is counted in equal steps from the first minute on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from math import gcd
from typing import TYPE_CHECKING, Any

from xuzhi.grants.maths.solving import is_refuted, solved, solver_for

if TYPE_CHECKING:
    from xuzhi.grants.maths.agenda import Hours, ToHear
    from xuzhi.grants.maths.allotting import Allotment, Group


class AgendaModel:
    """Every sitting of a group in the rooms that are allotted to it. `reviewers` and `away` may be left out, to see
    what stands in the way."""

    def __init__(
        self,
        groups: Sequence[Group],
        hours: Hours,
        allotted: Allotment,
        *,
        reviewers: bool = True,
        away: bool = True,
    ) -> None:
        from ortools.sat.python import cp_model

        self.cp = cp_model
        self.model: Any = cp_model.CpModel()
        self.groups, self.hours, self.with_away = groups, hours, away
        self.sittings = [each for group in groups for each in group.sittings]
        self.refuted = False
        self.begins = hours.spans[0][0]
        self.step = self._step()
        self.spans = [(self._steps(a), self._steps(b)) for a, b in hours.spans]
        self.starts: dict[str, Any] = {}
        self.intervals: dict[str, Any] = {}
        for each in self.sittings:
            self._place(each)
        self._one_at_a_time(reviewers)
        for group in groups:
            self._rooms(group, [allotted[group.name, s] for s in range(len(self.spans))])

    def solve(self, seconds: float, seed: int) -> Mapping[str, tuple[int, int]] | None:
        """(span, minutes into it) by id; None where there is no answer."""
        solver = solver_for(seconds, seed)
        status = solver.solve(self.model)
        if not solved(status):
            self.refuted = is_refuted(status)
            return None
        placed = {}
        for each in self.sittings:
            begins = solver.value(self.starts[each.id])
            span = next(s for s, (a, b) in enumerate(self.spans) if a <= begins < b)
            placed[each.id] = (span, (begins - self.spans[span][0]) * self.step)
        return placed

    def _step(self) -> int:
        """The longest step that everything is a multiple of, in minutes."""
        marks = [self._minutes(end) for span in self.hours.spans for end in span]
        return gcd(*marks, *(each.minutes for each in self.sittings)) or 1

    def _minutes(self, at: datetime) -> int:
        return int((at - self.begins).total_seconds() // 60)

    def _steps(self, at: datetime) -> int:
        return self._minutes(at) // self.step

    def _place(self, each: ToHear) -> None:
        """The times at which it may begin: within a span, and while nobody who is needed is away."""
        length = each.minutes // self.step
        allowed = self.cp.Domain.from_intervals([[a, b - length] for a, b in self.spans if b - a >= length])
        taken = self.cp.Domain.from_intervals([[a, b] for a, b in self._away_steps(each, length)])
        start = self.model.new_int_var_from_domain(allowed.intersection_with(taken.complement()), each.id)
        self.starts[each.id] = start
        self.intervals[each.id] = self.model.new_fixed_size_interval_var(start, length, each.id)

    def _away_steps(self, each: ToHear, length: int) -> Iterator[tuple[int, int]]:
        """The steps at which it may not begin, because the firm or a member is away some time while it lasts."""
        if not self.with_away:
            return
        members = (span for member in each.members for span in self.hours.absent.get(member, ()))
        for begins_at, ends_at in (*each.away, *members):
            last = -(-self._minutes(ends_at) // self.step) - 1
            first = self._steps(begins_at) - length + 1
            if first <= last:
                yield first, last

    def _one_at_a_time(self, reviewers: bool) -> None:
        """Nobody is in two rooms at once: neither members nor a firm with several proposals."""
        people: dict[str, list[Any]] = {}
        for each in self.sittings:
            who = [f"firm {each.firm}", *((f"member {one}" for one in each.members) if reviewers else ())]
            for one in who:
                people.setdefault(one, []).append(self.intervals[each.id])
        for intervals in people.values():
            if len(intervals) > 1:
                self.model.add_no_overlap(intervals)

    def _rooms(self, group: Group, rooms: Sequence[int]) -> None:
        """At most so many at once in each span: what a span has less than the most is taken up from the beginning."""
        most = max(rooms)
        intervals = [self.intervals[each.id] for each in group.sittings]
        demands = [1] * len(intervals)
        for (begins, ends), count in zip(self.spans, rooms, strict=True):
            if count < most:
                intervals.append(self.model.new_fixed_size_interval_var(begins, ends - begins, "closed"))
                demands.append(most - count)
        self.model.add_cumulative(intervals, demands, most)
