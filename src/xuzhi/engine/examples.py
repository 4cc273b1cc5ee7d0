"""A programme's examples, run: situations in which the checks must find what is written."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.engine.checking import check
from xuzhi.engine.functions import FunctionFailed
from xuzhi.rulebook.example import Example
from xuzhi.rulebook.model import Programme
from xuzhi.rulebook.problems import Problem


@dataclass(frozen=True)
class Difference:
    """One check that found something else than the example says; "no finding" where it did not apply."""

    example: Example
    check: str
    expected: str
    found: str
    reason: str

    def __str__(self) -> str:
        found = self.found.replace("_", " ")
        expected = self.expected.replace("_", " ")
        return f'example "{self.example.says}": {self.check} should be {expected}, but is {found}: {self.reason}'


def run_example(programme: Programme, example: Example) -> list[Difference]:
    """The differences between what the example says and what is found; empty when it holds."""
    edition = programme.edition(example.on)
    attached = None if example.attached is None else dict.fromkeys(example.attached, 1)
    if attached is not None:
        for document in edition.case(example.case).documents:
            if document.name in attached:
                attached[document.name] = max(document.at_least, 1)
    findings = {
        each.check: each for each in check(edition, example.case, example.given, on=example.on, attached=attached)
    }
    differences = []
    for name, expected in example.finds.items():
        finding = findings.get(name)
        found, reason = (finding.outcome.value, finding.reason) if finding else ("no finding", "it does not apply")
        if found != expected:
            differences.append(Difference(example, name, expected, found, reason))
    return differences


def failing_examples(programme: Programme) -> list[Problem]:
    """Every difference of every example, as problems of the files in which they stand."""
    problems = []
    for example in programme.examples:
        place = example.place
        try:
            differences = [str(each) for each in run_example(programme, example)]
        except FunctionFailed as failed:
            differences = [f'example "{example.says}": {failed}']
        problems += [Problem(place.file, place.line, message) for message in differences]
    return problems
