"""Agendas: nobody in two rooms, breaks kept, categories together; and why there is none."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuzhi.grants.maths.agenda import Agenda, Hours, ToHear, arrange, clashes_of
from xuzhi.grants.maths.reasons import Impossible, Reason
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import has_text, use_language

NINE = datetime(2027, 3, 1, 9, 0, tzinfo=TAIPEI)


def hours(*lengths: int, rooms: int = 1, **absent: tuple[tuple[datetime, datetime], ...]) -> Hours:
    """Spans of so many minutes, half an hour between them."""
    spans, begins = [], NINE
    for length in lengths:
        spans.append((begins, begins + timedelta(minutes=length)))
        begins = spans[-1][1] + timedelta(minutes=30)
    return Hours(tuple(spans), tuple(f"room {n}" for n in range(rooms)), absent)


def sitting(name: str, minutes: int = 30, *members: str, category: str = "a", away: tuple = ()) -> ToHear:
    return ToHear(name, category, minutes, frozenset(members), f"firm of {name}", away)


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[ToHear], Hours]:
    people = [f"r{n}" for n in range(draw(st.integers(1, 5)))]
    lengths = {"a": draw(st.sampled_from([20, 30])), "b": draw(st.sampled_from([15, 40]))}
    open_for = hours(
        *draw(st.lists(st.sampled_from([60, 90, 120]), min_size=1, max_size=3)), rooms=draw(st.integers(1, 3))
    )
    sittings = []
    for n in range(draw(st.integers(1, 9))):
        category = draw(st.sampled_from("ab"))
        team = draw(st.frozensets(st.sampled_from(people), min_size=1, max_size=3))
        away = tuple(draw(st.lists(st.sampled_from(open_for.spans), max_size=1)))
        firm = f"f{draw(st.integers(0, 7))}"
        sittings.append(ToHear(f"p{n}", category, lengths[category], team, firm, away))
    return sittings, open_for


@pytest.mark.clause("G7.2")
@settings(max_examples=40, deadline=None)
@given(questions())
def test_no_agenda_has_a_clash(question: tuple[list[ToHear], Hours]) -> None:
    sittings, open_for = question
    found = arrange(sittings, open_for, seconds=8)
    if isinstance(found, Impossible):
        assert found.reasons
        return
    assert clashes_of(sittings, open_for, found) == []
    assert [each.id for each in sorted(found.heard, key=lambda each: each.id)] == [each.id for each in sittings]
    assert found.bound <= found.opened
    if found.together:
        heard = {
            (each.room, each.span): {e.category for e in found.heard if (e.room, e.span) == (each.room, each.span)}
            for each in found.heard
        }
        assert all(len(categories) == 1 for categories in heard.values())


def test_what_fits_exactly_is_placed() -> None:
    found = arrange([sitting(f"p{n}", 30, "r") for n in range(4)], hours(60, 60))
    assert isinstance(found, Agenda)
    assert [each.starts_at for each in found.heard] == [NINE + timedelta(minutes=m) for m in (0, 30, 90, 120)]
    assert (found.opened, found.bound, found.gap) == (2, 2, 0.0)


def test_categories_have_a_room_to_themselves_between_breaks() -> None:
    mixed = [sitting(f"p{n}", 30, f"r{n}", category="ab"[n % 2]) for n in range(4)]
    found = arrange(mixed, hours(60, 60))
    assert isinstance(found, Agenda) and found.together
    assert [each.category for each in found.heard] in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


def test_where_they_cannot_they_are_mixed_and_it_is_said() -> None:
    mixed = [sitting(f"p{n}", 30, f"r{n}", category="aaab"[n]) for n in range(4)]
    found = arrange(mixed, hours(120))
    assert isinstance(found, Agenda) and not found.together
    assert clashes_of(mixed, hours(120), found) == []


def test_a_firm_that_cannot_come_is_heard_at_another_time() -> None:
    open_for = hours(30, 30)
    found = arrange([sitting("p", away=(open_for.spans[0],)), sitting("q")], open_for)
    assert isinstance(found, Agenda)
    assert [each.id for each in found.heard] == ["q", "p"]


def test_two_proposals_of_a_firm_are_not_heard_at_once() -> None:
    twice = [ToHear("p", "a", 30, frozenset({"r"}), "same"), ToHear("q", "a", 30, frozenset({"s"}), "same")]
    assert isinstance(arrange(twice, hours(30, rooms=2)), Impossible)


@pytest.mark.parametrize(
    ("sittings", "open_for", "reason"),
    [
        ([sitting("p", 90)], hours(60), Reason("longer_than_any", {"category": "a", "minutes": 90, "longest": 60})),
        ([sitting("p", away=hours(60).spans)], hours(60), Reason("firm_never_free", {"proposal": "p"})),
        (
            [sitting(f"p{n}", 30, f"r{n}") for n in range(3)],
            hours(60),
            Reason("too_little_time", {"needed": 90, "room": 60, "rooms": 1}),
        ),
        (
            [sitting(f"p{n}", 30, "r") for n in range(3)],
            hours(60, rooms=2),
            Reason("reviewer_too_much", {"reviewer": "r", "needed": 90, "room": 60}),
        ),
    ],
)
def test_what_counting_shows_is_said_with_figures(sittings: list[ToHear], open_for: Hours, reason: Reason) -> None:
    assert arrange(sittings, open_for) == Impossible((reason,))


def test_reviewers_who_would_be_in_two_rooms_are_what_stands_in_the_way() -> None:
    teams = [("r", "s"), ("s", "t"), ("t", "r")]
    found = arrange([sitting(f"p{n}", 30, *team) for n, team in enumerate(teams)], hours(60, rooms=2))
    assert found == Impossible((Reason("reviewers_in_the_way"),))


def test_too_few_rooms_at_the_only_time_firms_can_come() -> None:
    open_for = hours(30, 60)
    found = arrange([sitting(f"p{n}", 30, f"r{n}", away=(open_for.spans[1],)) for n in range(2)], open_for)
    assert found == Impossible((Reason("away_in_the_way"), Reason("rooms_in_the_way")))


def test_every_reason_has_its_sentence_in_both_languages() -> None:
    codes = (
        "too_few_free expertise_missing too_few_seats expertise_together limits_together members_together "
        "longer_than_any firm_never_free too_little_time reviewer_too_much reviewers_in_the_way away_in_the_way "
        "rooms_in_the_way all_in_the_way time_was_up"
    )
    for language in ("zh-Hant", "en"):
        with use_language(language):
            assert all(has_text(f"grants/maths.{code}") for code in codes.split())


def test_a_day_begins_when_it_opens_and_has_no_holes() -> None:
    found = arrange([sitting(f"p{n}", 30, f"r{n}") for n in range(2)], hours(120))
    assert isinstance(found, Agenda)
    assert [each.starts_at for each in found.heard] == [NINE, NINE + timedelta(minutes=30)]
