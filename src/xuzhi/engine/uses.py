"""Where a rulebook uses a parameter: what another value of it would touch."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from xuzhi.engine.clocks import COUNTING
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.model import CaseKind, Check, ClockRule


@dataclass(frozen=True)
class Use:
    """One place. sort: check, clock, step, question, document, counting. `kind` is the case kind's name."""

    sort: str
    kind: str
    kind_title: str
    name: str
    label: str
    clause: str


def uses_of(edition: Edition, parameter: str) -> list[Use]:
    """Every place in the edition that reads the parameter, in the order of the files."""
    return [use for case in edition.cases.values() for use in _in_case(edition, case, parameter)]


def clocks_using(edition: Edition, kind: str, parameters: frozenset[str]) -> list[ClockRule]:
    """The time limits of a case kind that another value of one of the parameters would end otherwise."""
    clocks = edition.case(kind).clocks
    if parameters & counting_parameters(edition):
        return list(clocks)
    own = {clock.name for clock in clocks if clock.lasts in parameters}
    return [clock for clock in clocks if clock.name in own or clock.before in own]


def counting_parameters(edition: Edition) -> frozenset[str]:
    """Parameters that say how days are counted; other policies, such as how long a bar lasts, count none."""
    policies = (edition.programme.policies.get(name, name) for name in COUNTING)
    return frozenset(written for written in policies if isinstance(written, str) and written in edition.parameters)


def _in_case(edition: Edition, case: CaseKind, parameter: str) -> Iterator[Use]:
    for check in case.checks:
        if _reads_check(edition, check, parameter):
            yield Use("check", case.name, case.title, check.name, check.label, check.clause)
    for question in case.questions:
        asked = (question, *question.fields)
        if any(each.of_list == parameter for each in asked) or _reads(parameter, question.when, question.required):
            yield Use("question", case.name, case.title, question.name, question.label, question.clause)
    for document in case.documents:
        if _reads(parameter, document.when, document.required):
            yield Use("document", case.name, case.title, document.name, document.label, document.clause)
    counting = parameter in counting_parameters(edition)
    for clock in case.clocks:
        if clock.lasts == parameter:
            yield Use("clock", case.name, case.title, clock.name, clock.label, clock.clause)
        elif counting:
            yield Use("counting", case.name, case.title, clock.name, clock.label, clock.clause)
    for step in case.steps:
        if _reads(parameter, step.guard):
            yield Use("step", case.name, case.title, step.name, step.label, step.clause)


def _reads(parameter: str, *conditions: bool | Expression | None) -> bool:
    return any(isinstance(each, Expression) and parameter in each.settings() for each in conditions)


def _reads_check(edition: Edition, check: Check, parameter: str) -> bool:
    if _reads(parameter, check.holds, check.when):
        return True
    return bool(check.function) and parameter in _texts_of(edition.programme.folder / "checks.py", check.function)


@lru_cache(maxsize=256)
def _texts_of(file: Path, function: str) -> frozenset[str]:
    """Every text written in a function of checks.py, found without running it."""
    if not file.is_file():
        return frozenset()
    module = ast.parse(file.read_text(encoding="utf-8"))
    body = next((node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == function), None)
    if body is None:
        return frozenset()
    found = (node.value for node in ast.walk(body) if isinstance(node, ast.Constant))
    return frozenset(value for value in found if isinstance(value, str))
