"""Every example of both programmes holds; each is a test that cites the clauses it is about."""

import pytest

from xuzhi.engine.examples import run_example
from xuzhi.rulebook import find_programmes, load_programme
from xuzhi.rulebook.model import Check, Example

from .folders import BOTH, LISTING, programme

OUTCOMES = {"met", "not_met", "undetermined"}


def _examples() -> list[object]:
    return [
        pytest.param(
            programme_id, example, id=f"{programme_id}/{example.id}", marks=pytest.mark.clause(*example.clause.split())
        )
        for programme_id in BOTH
        for example in programme(programme_id).examples
    ]


@pytest.mark.parametrize(("programme_id", "example"), _examples())
def test_finds_what_is_written(programme_id: str, example: Example) -> None:
    assert [str(difference) for difference in run_example(programme(programme_id), example)] == []


@pytest.mark.parametrize("programme_id", BOTH)
def test_every_clause_with_a_check_is_met_broken_and_left_open(programme_id: str) -> None:
    shown: dict[str, set[str]] = {}
    for example in programme(programme_id).examples:
        for clause in example.clause.split():
            shown.setdefault(clause, set()).update(example.finds.values())
    checked = {clause for case in programme(programme_id).cases for check in case.checks for clause in check.clauses}
    assert {clause: OUTCOMES - shown.get(clause, set()) for clause in checked if shown.get(clause) != OUTCOMES} == {}


@pytest.mark.parametrize("programme_id", BOTH)
def test_a_kind_read_alone_finds_the_same(programme_id: str) -> None:
    whole, folder = programme(programme_id), find_programmes()[programme_id]
    for kind in {example.case for example in whole.examples if not example.result}:
        alone = load_programme(folder, only=kind)
        assert kind in {case.name for case in alone.cases}
        mine = [each for each in whole.examples if each.case == kind and not each.result]
        differences = [str(difference) for example in mine for difference in run_example(alone, example)]
        assert differences == []


def test_a_kind_that_there_is_not_is_looked_for_among_all() -> None:
    alone = load_programme(find_programmes()[LISTING], only="nobody")
    assert [case.name for case in alone.cases] == [case.name for case in programme(LISTING).cases]


def _written(check: Check) -> tuple[str, int]:
    return check.place.file, check.place.line


@pytest.mark.parametrize("programme_id", BOTH)
def test_every_check_is_met_in_one_example_and_not_in_another(programme_id: str) -> None:
    one = programme(programme_id)
    kinds = {case.name: case for case in one.cases}
    # By where a check is written: one that a kind takes over with another's questions stands in one place.
    tried: dict[tuple[str, int], set[str]] = {}
    for example in one.examples:
        for check, outcome in example.finds.items():
            if written := [each for each in kinds[example.case].checks if each.name == check]:
                tried.setdefault(_written(written[0]), set()).add(outcome)
    unset = {parameter.name for parameter in one.parameters if parameter.set_by_office}
    lacking = [
        (case.name, check.name)
        for case in one.cases
        for check in case.checks
        if "met" not in tried.get(_written(check), ()) or len(tried[_written(check)]) < 2
        if check.holds is None or not unset & set(check.holds.settings())
    ]
    assert lacking == []
