"""Kleene's three-valued logic, by its laws."""

from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.outcome import Outcome

MET, NOT_MET, UNDETERMINED = Outcome
outcomes = st.sampled_from(list(Outcome))


def test_conjunction_is_kleenes_table() -> None:
    table = {(a, b): a.and_(b) for a in Outcome for b in Outcome}
    assert table == {
        (MET, MET): MET,
        (MET, NOT_MET): NOT_MET,
        (MET, UNDETERMINED): UNDETERMINED,
        (NOT_MET, MET): NOT_MET,
        (NOT_MET, NOT_MET): NOT_MET,
        (NOT_MET, UNDETERMINED): NOT_MET,
        (UNDETERMINED, MET): UNDETERMINED,
        (UNDETERMINED, NOT_MET): NOT_MET,
        (UNDETERMINED, UNDETERMINED): UNDETERMINED,
    }


def test_none_at_all_is_met_for_all_and_not_met_for_any() -> None:
    assert Outcome.all([]) is MET
    assert Outcome.any([]) is NOT_MET


def test_of_a_truth_value() -> None:
    assert [Outcome.of(True), Outcome.of(False), Outcome.of(None)] == [MET, NOT_MET, UNDETERMINED]


@given(outcomes, outcomes)
def test_de_morgan(a: Outcome, b: Outcome) -> None:
    assert a.and_(b).negated is a.negated.or_(b.negated)
    assert a.negated.negated is a


@given(st.lists(outcomes))
def test_all_is_a_fold_whatever_the_order(many: list[Outcome]) -> None:
    folded = MET
    for each in reversed(many):
        folded = folded.and_(each)
    assert Outcome.all(many) is folded


@given(st.lists(outcomes), st.booleans())
def test_learning_what_was_unknown_never_turns_a_verdict(many: list[Outcome], learnt: bool) -> None:
    before = Outcome.all(many)
    after = Outcome.all(Outcome.of(learnt) if each is UNDETERMINED else each for each in many)
    assert before is UNDETERMINED or before is after
