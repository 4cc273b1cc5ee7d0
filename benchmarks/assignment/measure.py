"""How long it takes to assign and schedule a large round, and how far from the best it may be; beside a greedy peer.

python benchmarks/assignment/measure.py [--proposals 300] [--reviewers 20] [--days 3] [--rooms 8] [--seeds 3]
"""

from __future__ import annotations

import argparse
import random
import resource
from datetime import datetime, timedelta
from time import perf_counter

import greedy

from xuzhi.grants.maths.agenda import Agenda, Hours, ToHear, arrange, clashes_of
from xuzhi.grants.maths.assignment import Assignment, CanReview, ToReview, assign, conflicts_of
from xuzhi.kernel.roc import TAIPEI

AREAS = ("ai", "data", "energy", "retail", "logistics")
MINUTES = {"energy": 20, "smart": 15}
MEMBERS = 3


def question(proposals: int, reviewers: int, days: int, rooms: int, seed: int):
    """Every tenth firm cannot come at one of the times, a reviewer in twelve has a tie to a firm."""
    draw = random.Random(seed)
    people = [CanReview(f"r{n}", frozenset(draw.sample(AREAS, 2))) for n in range(reviewers)]
    wanted = [
        ToReview(f"p{n}", frozenset({draw.choice(AREAS)}), frozenset(r.id for r in people if draw.random() < 1 / 12))
        for n in range(proposals)
    ]
    spans = []
    for day in range(days):
        nine = datetime(2027, 3, 1, 9, tzinfo=TAIPEI) + timedelta(days=day)
        spans += [(nine, nine + timedelta(hours=3)), (nine + timedelta(hours=4.5), nine + timedelta(hours=8.5))]
    away = {each.id: (draw.choice(spans),) for each in wanted if draw.random() < 0.1}
    return people, wanted, Hours(tuple(spans), tuple(f"room {n + 1}" for n in range(rooms))), away


def sittings_of(wanted, members, away) -> list[ToHear]:
    kinds = {each.id: "energy" if int(each.id[1:]) % 5 < 2 else "smart" for each in wanted}
    return [
        ToHear(e.id, kinds[e.id], MINUTES[kinds[e.id]], frozenset(members[e.id]), f"f{e.id}", away.get(e.id, ()))
        for e in wanted
    ]


def exact(people, wanted, hours, away) -> None:
    began = perf_counter()
    team = assign(wanted, people, members=MEMBERS, seconds=10)
    assert isinstance(team, Assignment), team
    halfway = perf_counter()
    sittings = sittings_of(wanted, team.members, away)
    found = arrange(sittings, hours, seconds=18)
    ended = perf_counter()
    conflicts = len(conflicts_of(wanted, team))
    if not isinstance(found, Agenda):
        print(f"  exact   {halfway - began:5.1f} s + {ended - halfway:5.1f} s  no agenda: {found}")
        return
    clashes = len(clashes_of(sittings, hours, found))
    print(
        f"  exact   {halfway - began:5.1f} s + {ended - halfway:5.1f} s = {ended - began:5.1f} s"
        f"   conflicts {conflicts}   clashes {clashes}"
        f"   unheard {len(wanted) - len(found.heard)}   loads differ by {team.spread}"
        f" (least {team.bound})   rooms opened {found.opened} (least {found.bound}, gap at most {found.gap:.0%})"
        f"   categories {'apart' if found.together else 'mixed'}"
    )


def peer(people, wanted, hours, away) -> None:
    began = perf_counter()
    members = greedy.assign(wanted, people, MEMBERS)
    halfway = perf_counter()
    heard, left = greedy.arrange(sittings_of(wanted, members, away), hours)
    ended = perf_counter()
    loads = [sum(each.id in team for team in members.values()) for each in people]
    known = {each.id: each.expertise for each in people}
    bare = sum(not each.expertise <= frozenset().union(*(known[m] for m in members[each.id])) for each in wanted)
    opened = len({(each.room, each.span) for each in heard})
    print(
        f"  greedy  {halfway - began:5.1f} s + {ended - halfway:5.1f} s = {ended - began:5.1f} s   unheard {len(left)}"
        f"   loads differ by {max(loads) - min(loads)}   without the expertise {bare}   rooms opened {opened}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("proposals", 300), ("reviewers", 20), ("days", 3), ("rooms", 8), ("seeds", 3)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    for seed in range(1, asked.seeds + 1):
        drawn = question(asked.proposals, asked.reviewers, asked.days, asked.rooms, seed)
        print(f"{asked.proposals} proposals, {asked.reviewers} reviewers, {asked.days} days, drawing {seed}")
        exact(*drawn)
        peer(*drawn)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
