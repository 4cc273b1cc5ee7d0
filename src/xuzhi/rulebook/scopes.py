"""Which names the expressions of a case kind may use, with their types."""

from __future__ import annotations

from collections.abc import Iterable

from xuzhi.rulebook.expressions.tree import Scope
from xuzhi.rulebook.expressions.types import (
    DATE,
    INSTANT,
    MONEY,
    NUMBER,
    TEXT,
    TRUTH,
    Type,
    list_of,
)
from xuzhi.rulebook.model import Parameter, Question

_SIMPLE = {"money": MONEY, "date": DATE, "instant": INSTANT, "yes_no": TRUTH}
_COUNTED = ("choices", "records", "file")
_OUTCOMES = Type("text", options=("met", "not_met", "undetermined"))


def type_of_question(question: Question) -> Type:
    """The type that a question's answer has in expressions."""
    if question.type in _SIMPLE:
        return _SIMPLE[question.type]
    if question.type == "number":
        return Type("number", unit=question.unit)
    if question.type == "choice":
        return Type("text", options=tuple(choice.code for choice in question.of))
    if question.type == "choices":
        return list_of(Type("text", options=tuple(choice.code for choice in question.of) or None))
    if question.type == "file":
        return list_of(TEXT)
    if question.type == "records":
        return list_of(Type("record", fields={each.name: type_of_question(each) for each in question.fields}))
    return TEXT


def _entries_wanted(question: Question) -> int:
    """How many entries an answer must have to be one; `at_least` of a text or a number bounds something else."""
    return question.at_least or 0 if question.type in _COUNTED else 0


def scope_of(questions: Iterable[Question], parameters: Iterable[Parameter], subject: str) -> Scope:
    """Names for `holds`, `when` and `required`."""
    asked = tuple(questions)
    at_least = {question.name: _entries_wanted(question) for question in asked}
    for question in asked:
        at_least.update({f"{question.name}.{each.name}": _entries_wanted(each) for each in question.fields})
    return Scope(
        facts={question.name: type_of_question(question) for question in asked},
        settings={parameter.name: parameter.type for parameter in parameters},
        given={"on": DATE},
        at_least=at_least,
        subject=subject,
    )


def with_procedure(scope: Scope, steps: Iterable[str], documents: Iterable[str] = ()) -> Scope:
    """Names for `guard`: also what the checks found, what came of corrections, how often each step was taken, and how
    many files stand under each document."""
    given = dict(scope.given) | {"checks.outcome": _OUTCOMES, "checks.unconfirmed": NUMBER}
    given |= {"corrections.unsettled": NUMBER, "corrections.wrong": NUMBER}
    given |= {f"taken.{step}": NUMBER for step in steps}
    given |= {f"attached.{document}": NUMBER for document in documents}
    return Scope(scope.facts, scope.settings, given, scope.at_least, scope.subject)
