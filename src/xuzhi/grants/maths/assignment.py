"""Which reviewer looks at which proposal: no conflict ever, expertise covered, everybody about as much (G7.2).

An exact solver (CP-SAT) answers. It first looks for loads that differ by as little as whole numbers allow; only where
there are none is the difference minimised.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.grants.maths.reasons import Impossible, Reason
from xuzhi.grants.maths.solving import is_refuted, solved, solver_for

BALANCED = 0.6  # the share of the time that is spent on looking for evenly spread loads


@dataclass(frozen=True)
class ToReview:
    """A proposal. `barred` are reviewers with a conflict; of every `expertise` a member has to have it."""

    id: str
    expertise: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CanReview:
    """A reviewer. `most` is how many proposals at most, None for no limit."""

    id: str
    expertise: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True)
class Assignment:
    """`members` are reviewers by proposal, in the roster's order. `spread` is the largest load less the smallest, of
    those who may sit on any; `bound` the least that any assignment can have."""

    members: Mapping[str, tuple[str, ...]]
    loads: Mapping[str, int]
    spread: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no assignment is more even."""
        return self.spread <= self.bound


def assign(
    proposals: Sequence[ToReview], reviewers: Sequence[CanReview], *, members: int, seconds: float = 10, seed: int = 1
) -> Assignment | Impossible:
    """Give every proposal as many reviewers as `members` says, within so many seconds."""
    reasons = tuple(_plainly_impossible(proposals, reviewers, members))
    if reasons:
        return Impossible(reasons)
    even = _Model(proposals, reviewers, members)
    even.spread_evenly()
    found = even.solve(seconds * BALANCED, seed)
    if found is None:
        least = _Model(proposals, reviewers, members)
        least.minimise_spread()
        found = least.solve(seconds * (1 - BALANCED), seed)
        if found is None:
            return _why_not(proposals, reviewers, members, refuted=least.refuted, seed=seed)
    return found


def conflicts_of(proposals: Sequence[ToReview], found: Assignment) -> list[tuple[str, str]]:
    """Every (proposal, reviewer) that must not be: an answer is looked over before anybody sees it."""
    return [(each.id, member) for each in proposals for member in found.members[each.id] if member in each.barred]


class _Model:
    """The question as the solver takes it: one yes or no a proposal and reviewer that may meet."""

    def __init__(
        self,
        proposals: Sequence[ToReview],
        reviewers: Sequence[CanReview],
        members: int,
        *,
        expertise: bool = True,
        limits: bool = True,
    ) -> None:
        from ortools.sat.python import cp_model

        self.proposals, self.reviewers, self.members = proposals, reviewers, members
        self.model: Any = cp_model.CpModel()
        self.refuted = False
        self.bound = 0
        self.meets: dict[tuple[str, str], Any] = {
            (proposal.id, reviewer.id): self.model.new_bool_var(f"{proposal.id}-{reviewer.id}")
            for proposal in proposals
            for reviewer in reviewers
            if reviewer.id not in proposal.barred
        }
        for proposal in proposals:
            free = [each for each in reviewers if (proposal.id, each.id) in self.meets]
            self.model.add(sum(self.meets[proposal.id, each.id] for each in free) == members)
            for wanted in sorted(proposal.expertise) if expertise else ():
                self.model.add_bool_or(self.meets[proposal.id, each.id] for each in free if wanted in each.expertise)
        self.loads = {
            each.id: sum(self.meets[p.id, each.id] for p in proposals if (p.id, each.id) in self.meets)
            for each in reviewers
        }
        self.able = [each.id for each in reviewers if any((p.id, each.id) in self.meets for p in proposals)]
        for reviewer in reviewers:
            if limits and reviewer.most is not None:
                self.model.add(self.loads[reviewer.id] <= reviewer.most)

    def spread_evenly(self) -> None:
        """Every load is the mean, up or down to a whole number."""
        seats = len(self.proposals) * self.members
        least, over = divmod(seats, max(1, len(self.able)))
        for load in (self.loads[each] for each in self.able):
            self.model.add(load >= least)
            self.model.add(load <= least + (1 if over else 0))
        self.bound = 1 if over else 0

    def minimise_spread(self) -> None:
        most = self.model.new_int_var(0, len(self.proposals), "most")
        least = self.model.new_int_var(0, len(self.proposals), "least")
        for load in (self.loads[each] for each in self.able):
            self.model.add(load <= most)
            self.model.add(load >= least)
        self.model.minimize(most - least)

    def solve(self, seconds: float, seed: int) -> Assignment | None:
        solver = solver_for(seconds, seed)
        status = solver.solve(self.model)
        if not solved(status):
            self.refuted = is_refuted(status)
            return None
        members = {
            proposal.id: tuple(
                each.id
                for each in self.reviewers
                if (proposal.id, each.id) in self.meets and solver.boolean_value(self.meets[proposal.id, each.id])
            )
            for proposal in self.proposals
        }
        loads = Counter({each.id: 0 for each in self.reviewers})
        loads.update(member for team in members.values() for member in team)
        carried = [loads[each] for each in self.able]
        spread = max(carried, default=0) - min(carried, default=0)
        bound = round(solver.best_objective_bound) if self.model.has_objective() else self.bound
        return Assignment(members, dict(loads), spread, bound)


def _plainly_impossible(
    proposals: Sequence[ToReview], reviewers: Sequence[CanReview], members: int
) -> Iterator[Reason]:
    """What counting alone shows, proposal by proposal."""
    for proposal in proposals:
        free = [each for each in reviewers if each.id not in proposal.barred]
        if len(free) < members:
            barred = len(reviewers) - len(free)
            yield Reason(
                "too_few_free", {"proposal": proposal.id, "free": len(free), "members": members, "barred": barred}
            )
        for wanted in sorted(proposal.expertise):
            if not any(wanted in each.expertise for each in free):
                yield Reason("expertise_missing", {"proposal": proposal.id, "expertise": wanted})
    seats = len(proposals) * members
    if reviewers and all(each.most is not None for each in reviewers):
        room = sum(min(each.most or 0, len(proposals)) for each in reviewers)
        if room < seats:
            yield Reason("too_few_seats", {"seats": seats, "room": room})


def _why_not(
    proposals: Sequence[ToReview], reviewers: Sequence[CanReview], members: int, *, refuted: bool, seed: int
) -> Impossible:
    """Each demand is left out alone; those without which there is an answer are what stands in the way."""
    if not refuted:
        return Impossible((Reason("time_was_up"),), proven=False)
    reasons = []
    for left_out in ("expertise", "limits"):
        eased = _Model(proposals, reviewers, members, **{left_out: False})
        if eased.solve(5, seed) is not None:
            reasons.append(Reason(f"{left_out}_together"))
    return Impossible(tuple(reasons) or (Reason("members_together", {"members": members}),))
