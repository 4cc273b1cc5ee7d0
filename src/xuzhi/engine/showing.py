"""Values as people write them: amounts with separators, ROC days, labels of choices, lists joined, records counted."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from xuzhi.kernel.money import format_twd
from xuzhi.kernel.roc import format_instant
from xuzhi.kernel.texts import has_text, say
from xuzhi.kernel.texts import show as show_plain
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.expressions.types import MONEY_UNIT, Type, canonical_unit
from xuzhi.rulebook.model import CaseKind, Parameter, Question

_MOST_LISTED = 12


def show_fact(question: Question, value: Any) -> str:
    """One answer in a sentence, in the current language."""
    if value is None:
        return say("engine.not_given")
    match question.type:
        case "money":
            return format_twd(value)
        case "number":
            return show_number(value, question.unit)
        case "yes_no":
            return say("engine.yes") if value else say("engine.no")
        case "choice":
            return _label(question, value)
        case "choices":
            return join(_label(question, each) for each in value)
        case "country":
            return show_country(value)
        case "instant":
            return format_instant(value, seconds=value.second != 0)  # 17:00:01 is late: say why
        case "records":
            return say("engine.records", count=len(value))
        case "file":
            return say("engine.files", count=len(value))
    return show_plain(value)


def show_setting(parameter: Parameter, value: Any, case: CaseKind | None = None) -> str:
    """A parameter's value; codes that a question of the case offers are shown by their labels."""
    if value is None:
        return say("engine.not_set")
    if isinstance(value, tuple):
        labels = _labels_of_codes(value, case)
        return join(labels[each] if each in labels else show_value(each, parameter.type.item) for each in value)
    if isinstance(value, str):
        return _labels_of_codes((value,), case).get(value, value)
    return show_value(value, Type("number", unit=parameter.unit or parameter.type.unit))  # the unit may be translated


def show_listed(edition: Edition, parameter: Parameter, value: Any) -> str:
    """A parameter's value, codes by the labels of whichever case kind offers them."""
    plain = show_setting(parameter, value)
    told = (show_setting(parameter, value, case) for case in edition.cases.values())
    return next((words for words in told if words != plain), plain)


def show_value(value: Any, kind: Type | None = None) -> str:
    """A calculated value by its type."""
    if value is None:
        return say("engine.not_given")
    if isinstance(value, bool):
        return say("engine.yes") if value else say("engine.no")
    if isinstance(value, int | Decimal):
        return show_number(value, kind.unit if kind else "")
    if isinstance(value, tuple | list):
        if value and isinstance(value[0], dict):
            return say("engine.records", count=len(value))
        return join(show_value(each, kind.item if kind else None) for each in value)
    return show_plain(value)


def show_number(number: int | Decimal, unit: str = "") -> str:
    """A number with its unit. Digits are grouped from ten thousand on, so that years stay years."""
    known = canonical_unit(unit)
    if known == MONEY_UNIT and number == int(number):
        return format_twd(int(number))
    grouped = number >= 10_000 or number <= -10_000
    written = (
        f"{number:,f}" if grouped and isinstance(number, Decimal) else f"{number:,}" if grouped else _digits(number)
    )
    key = f"engine.unit_{(known or '').replace(' ', '_').replace('%', 'percent')}"
    if number == 1 and has_text(f"{key}_one"):
        return say(f"{key}_one")
    if known and has_text(key):
        return say(key, n=written)
    return say("engine.unit_other", n=written, unit=unit) if unit else written


def _digits(number: int | Decimal) -> str:
    return f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)


def show_country(code: str) -> str:
    """The name that Taiwan's authorities use; for the rest the common list of names."""
    if has_text(f"engine.country_{code}"):
        return say(f"engine.country_{code}")
    from babel import Locale

    from xuzhi.kernel.texts import current_language

    names = Locale.parse("en" if current_language() == "en" else "zh_Hant_TW").territories
    return str(names.get(code, code))


def join(parts: Iterable[str]) -> str:
    """A list in a sentence; a long one is cut and counted."""
    listed = list(parts)
    if not listed:
        return say("engine.nothing")
    joined = say("kernel.list_separator").join(listed[:_MOST_LISTED])
    return joined if len(listed) <= _MOST_LISTED else say("engine.and_more", listed=joined, count=len(listed))


def show_name(case: CaseKind, parameters: dict[str, Parameter], name: str) -> str:
    """What people call a fact, a field of a record (`machine_rooms[0].country`) or a parameter."""
    list_name, bracket, rest = name.partition("[")
    if bracket:
        position, _, field_name = rest.partition("]")
        question = _question(case, list_name)
        inner = question.field_named(field_name.lstrip(".").partition("[")[0]) if question else None
        labels = {"list": question.label if question else list_name, "number": int(position) + 1}
        if inner is None:
            return say("engine.record_said", **labels)
        return say("engine.field_said", **labels, field=inner.label)
    question = _question(case, name)
    if question is not None:
        return question.label
    if name in parameters:
        return parameters[name].label
    key = f"engine.given_{name.replace('.', '_')}"
    return say(key) if has_text(key) else name


def _question(case: CaseKind, name: str) -> Question | None:
    return next((each for each in case.known_questions if each.name == name), None)


def _label(question: Question, code: str) -> str:
    choice = question.choice(code)
    return choice.label if choice else code


def _labels_of_codes(codes: Iterable[Any], case: CaseKind | None) -> dict[Any, str]:
    """Labels of codes, where one question of the case offers all of them, or they are countries that one may name."""
    if case is None:
        return {}
    wanted = set(codes)
    asked = [each for question in case.known_questions for each in (question, *question.fields)]
    for question in asked:
        labels = {choice.code: choice.label for choice in question.of}
        if wanted and wanted <= set(labels):
            return labels
    countries = any(question.type == "country" for question in asked)
    if countries and wanted and all(isinstance(code, str) and len(code) == 2 and code.isupper() for code in wanted):
        return {code: show_country(code) for code in wanted}
    return {}
