"""Why a check found what it found, in one sentence with the values as people write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.engine.showing import join, show_fact, show_name, show_setting, show_value
from xuzhi.engine.verdicts import Situated, Trace, evaluate
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import say
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.expressions.tree import Fact, Setting
from xuzhi.rulebook.model import CaseKind, Check
from xuzhi.rulebook.templates import Placeholder

_MOST_RECORDS = 20
_MOST_VALUES = 4


@dataclass(frozen=True)
class Told:
    """What a sentence may draw on: the edition and kind for labels, the values, and what decided."""

    edition: Edition
    case: CaseKind
    facts: Mapping[str, Any]
    given: Mapping[str, Any]
    trace: Trace


def reason_of(check: Check, outcome: Outcome, told: Told) -> str:
    """The check's own sentence for what was found, or one made from the values that it looked at."""
    if outcome is Outcome.UNDETERMINED:
        lacking = undetermined(told)
        return fill(check.undetermined, told) + lacking if check.undetermined else lacking
    own = check.met if outcome is Outcome.MET else check.otherwise
    if own:
        return fill(own, told)
    key = "engine.met" if outcome is Outcome.MET else "engine.not_met"
    looked_at = _looked_at(told)
    clauses = join(check.clauses)
    return say(key, values=looked_at, clause=clauses) if looked_at else say(f"{key}_plain", clause=clauses)


def undetermined(told: Told) -> str:
    """What is missing: answers and register data on one side, values that the office has not set on the other."""
    missing = list(dict.fromkeys(told.trace.missing))
    parameters = {name: told.edition.parameters[name] for name in missing if name in told.edition.parameters}
    labels = dict.fromkeys(show_name(told.case, dict(told.edition.parameters), name) for name in missing)
    settings = [parameter.label for parameter in parameters.values()]
    facts = [label for label in labels if label not in settings]
    parts = []
    if facts:
        parts.append(say("engine.lacks", names=_quoted(facts)))
    if settings:
        parts.append(say("engine.lacks_setting", names=_quoted(settings)))
    return "".join(parts) or say("engine.lacks_something")


def _quoted(names: list[str]) -> str:
    return join(say("engine.quoted", name=name) for name in names)


def fill(text: str, told: Told) -> str:
    """A sentence of the rules with its braces filled."""
    template = told.edition.template(told.case.name, text)
    return "".join(part if isinstance(part, str) else _shown(part, told) for part in template.parts)


def _shown(part: Placeholder, told: Told) -> str:
    if part.source:
        return _shown_field(part, told)
    situated = Situated(told.facts, told.edition.values, told.edition.on, told.given)
    value = evaluate(part.expression, situated)
    tree = part.expression.tree
    if isinstance(tree, Fact | Setting) and isinstance(value, tuple):
        value = _deciding(value, told.trace.deciding.get(tree.name, ()))
    if isinstance(tree, Fact):
        return show_fact(told.case.question(tree.name), value)
    if isinstance(tree, Setting):
        return show_setting(told.edition.parameters[tree.name], value, told.case)
    return show_value(value, tree.type)


def _deciding(values: tuple[Any, ...], positions: Sequence[int]) -> tuple[Any, ...]:
    """Of a list that was gone over, those that decided; all when none did alone."""
    chosen = [position for position in dict.fromkeys(positions) if position < len(values)]
    return tuple(values[position] for position in chosen) if chosen else values


def _shown_field(part: Placeholder, told: Told) -> str:
    """A field of the records that decided, or of all when none did alone; the same value is said once."""
    records = told.facts.get(part.source) or told.edition.values.get(part.source) or ()
    chosen = told.trace.deciding.get(part.source)
    if chosen:
        records = tuple(records[position] for position in dict.fromkeys(chosen))
    question = next((each for each in told.case.known_questions if each.name == part.source), None)
    inner = question.field_named(part.field) if question else None
    values = [record.get(part.field) for record in records]
    shown = [show_fact(inner, value) if inner else show_value(value) for value in values if value is not None]
    return join(dict.fromkeys(shown)) if shown else say("engine.not_given")


def _looked_at(told: Told) -> str:
    """The facts that decided, each with its label."""
    parts: dict[str, str] = {}
    for name, value in told.trace.used:
        if name in told.facts and len(parts) < _MOST_VALUES:
            question = told.case.question(name)
            parts[name] = say("engine.fact_said", label=question.label, value=show_fact(question, value))
    return join(parts.values()) if parts else ""


def values_used(trace: Trace) -> dict[str, Any]:
    """What was looked at, by name; of a long list of records those that decided, or how many there are."""
    values: dict[str, Any] = {}
    for name, value in trace.used:
        if isinstance(value, tuple) and len(value) > _MOST_RECORDS and isinstance(value[0], dict):
            chosen = list(dict.fromkeys(trace.deciding.get(name, ())))[:_MOST_RECORDS]
            values[name] = tuple(value[position] for position in chosen) if chosen else len(value)
        else:
            values[name] = value
    return values
