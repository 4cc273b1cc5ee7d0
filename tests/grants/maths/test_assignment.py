"""Reviewers to proposals: what must hold of every answer, and why there is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuzhi.grants.maths.assignment import Assignment, CanReview, ToReview, assign, conflicts_of
from xuzhi.grants.maths.reasons import Impossible, Reason

AREAS = ("ai", "energy", "retail")


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[ToReview], list[CanReview], int]:
    reviewers = [
        CanReview(f"r{n}", draw(st.frozensets(st.sampled_from(AREAS), min_size=1)))
        for n in range(draw(st.integers(1, 7)))
    ]
    ids = [each.id for each in reviewers]
    proposals = [
        ToReview(
            f"p{n}",
            draw(st.frozensets(st.sampled_from(AREAS), max_size=2)),
            draw(st.frozensets(st.sampled_from(ids), max_size=3)),
        )
        for n in range(draw(st.integers(1, 8)))
    ]
    return proposals, reviewers, draw(st.integers(1, 3))


@pytest.mark.clause("G7.2")
@settings(max_examples=60, deadline=None)
@given(questions())
def test_nobody_with_a_conflict_is_ever_assigned(question: tuple[list[ToReview], list[CanReview], int]) -> None:
    proposals, reviewers, members = question
    found = assign(proposals, reviewers, members=members, seconds=5)
    if isinstance(found, Impossible):
        assert found.reasons
        return
    assert conflicts_of(proposals, found) == []
    known = {each.id: each for each in reviewers}
    for proposal in proposals:
        team = found.members[proposal.id]
        assert len(team) == len(set(team)) == members
        assert proposal.expertise <= frozenset().union(*(known[each].expertise for each in team))
    assert sum(found.loads.values()) == len(proposals) * members
    able = [load for each, load in found.loads.items() if any(each not in one.barred for one in proposals)]
    assert found.spread == max(able) - min(able)
    assert found.bound <= found.spread


def test_loads_are_as_even_as_whole_numbers_allow() -> None:
    reviewers = [CanReview(f"r{n}") for n in range(4)]
    found = assign([ToReview(f"p{n}") for n in range(10)], reviewers, members=2)
    assert isinstance(found, Assignment)
    assert sorted(found.loads.values()) == [5, 5, 5, 5]
    assert (found.spread, found.bound, found.proven) == (0, 0, True)


def test_where_conflicts_forbid_even_loads_the_least_difference_is_found() -> None:
    reviewers = [CanReview("a"), CanReview("b"), CanReview("c")]
    proposals = [ToReview("p0"), *(ToReview(f"p{n}", barred=frozenset({"c"})) for n in range(1, 4))]
    found = assign(proposals, reviewers, members=2)
    assert isinstance(found, Assignment)
    assert sorted(found.loads.values()) == [1, 3, 4]
    assert (found.spread, found.bound, found.proven) == (3, 3, True)


def test_who_may_sit_on_none_does_not_make_the_others_uneven() -> None:
    reviewers = [CanReview("a"), CanReview("b"), CanReview("c")]
    found = assign([ToReview(f"p{n}", barred=frozenset({"c"})) for n in range(4)], reviewers, members=1)
    assert isinstance(found, Assignment)
    assert found.loads == {"a": 2, "b": 2, "c": 0}
    assert found.spread == 0


def test_every_proposal_that_cannot_be_served_is_told_at_once() -> None:
    reviewers = [CanReview("a", frozenset({"ai"})), CanReview("b", frozenset({"ai"}))]
    proposals = [
        ToReview("p1", barred=frozenset({"a"})),
        ToReview("p2", frozenset({"energy"})),
        ToReview("p3", frozenset({"ai"})),
    ]
    assert assign(proposals, reviewers, members=2) == Impossible(
        (
            Reason("too_few_free", {"proposal": "p1", "free": 1, "members": 2, "barred": 1}),
            Reason("expertise_missing", {"proposal": "p2", "expertise": "energy"}),
        )
    )


def test_too_few_seats_in_all() -> None:
    reviewers = [CanReview("a", most=1), CanReview("b", most=2)]
    found = assign([ToReview("p1"), ToReview("p2")], reviewers, members=2)
    assert found == Impossible((Reason("too_few_seats", {"seats": 4, "room": 3}),))


def test_what_stands_in_the_way_only_together_is_named() -> None:
    reviewers = [CanReview("a", frozenset({"ai"}), most=1), CanReview("b", most=9), CanReview("c", most=9)]
    proposals = [ToReview("p1", frozenset({"ai"})), ToReview("p2", frozenset({"ai"}))]
    found = assign(proposals, reviewers, members=1)
    assert found == Impossible((Reason("expertise_together"), Reason("limits_together")))
