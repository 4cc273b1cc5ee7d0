"""A programme's examples, run: situations in which the checks must find what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xuzhi.engine.checking import check
from xuzhi.engine.facts import read_facts
from xuzhi.engine.functions import FunctionFailed
from xuzhi.engine.scoring import Sheet, lacks_of, result_of, settings_of
from xuzhi.kernel.json_value import as_json_value
from xuzhi.rulebook import Overlay
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
    if example.result:
        return _scored(programme, example)
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


def _scored(programme: Programme, example: Example) -> list[Difference]:
    """What comes of a panel's points against what the example says of it."""
    overlay = Overlay(parameters={name: {example.on: value} for name, value in example.settings.items()})
    edition = programme.edition(example.on, overlay)
    facts = read_facts(edition, example.case, example.given)
    found: dict[str, Any] = {"locked": bool(lacks_of(edition, example.case, facts))}
    if not found["locked"]:
        sheets = [_sheet(number, points) for number, points in enumerate(example.scores, 1)]
        result = result_of(settings_of(edition, example.case, facts), sheets)
        found |= {name.removeprefix("panel."): value for name, value in result.facts().items()}
        found["outliers"] = list(result.outliers)
    return [
        Difference(example, name, str(as_json_value(expected)), str(found.get(name)), "")
        for name, expected in example.result.items()
        if str(as_json_value(expected)) != str(found.get(name))
    ]


def _sheet(number: int, points: Mapping[str, Any]) -> Sheet:
    """The sheet of the nth member; `bonus` stands among the points as a table."""
    given = {name: Decimal(value) for name, value in points.items() if name != "bonus"}
    bonus = {name: Decimal(value) for name, value in points.get("bonus", {}).items()}
    return Sheet(str(number), given, bonus)


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
