"""Another value of a parameter, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes.shape import Change, Sort
from xuzhi.casework.queries.editions import edition, programme
from xuzhi.casework.refusals import ParameterInvalid, ParameterUnknown
from xuzhi.casework.rule_refusals import ChangesNothing, DayMissing
from xuzhi.engine.showing import show_listed
from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event
from xuzhi.rulebook import Edition
from xuzhi.rulebook.expressions.types import canonical_unit
from xuzhi.rulebook.model import Parameter
from xuzhi.rulebook.setting_values import SettingInvalid, is_money, read_setting

_WHOLE = {"day", "working day", "month", "year"}


def read_value(rules: Edition, parameter: Parameter, given: Any) -> Any:
    """What was typed (or is typed already) as a value of the parameter. Raises ParameterInvalid."""
    value = given
    if isinstance(given, str) and parameter.type.name != "text":
        try:
            value = read_setting(rules, parameter.name, given)
        except SettingInvalid:
            value = None
    if value is None or not _fits(parameter, value):
        raise ParameterInvalid(
            label=parameter.label,
            value=_as_given(given),
            expected=_expected(parameter),
            clause=parameter.clause or None,
        )
    return value


def _as_given(given: Any) -> str:
    return say("kernel.list_separator").join(map(str, given)) if isinstance(given, list | tuple) else str(given)


def _fits(parameter: Parameter, value: Any) -> bool:
    match parameter.type.name:
        case "number":
            return _fits_number(parameter, value)
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "truth":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case "instant":
            return isinstance(value, datetime) and value.tzinfo is not None
        case "list":
            return isinstance(value, list | tuple) and bool(value)
    return value is not None


def _fits_number(parameter: Parameter, value: Any) -> bool:
    """Amounts and lengths of time are whole and not below zero; a share is at most a hundred."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    unit = canonical_unit(parameter.unit or parameter.type.unit)
    if is_money(parameter) or unit in _WHOLE:
        return value >= 0 and value == int(value)
    return not (unit == "%" and not 0 <= value <= 100)


def _expected(parameter: Parameter) -> str:
    unit = canonical_unit(parameter.unit or parameter.type.unit)
    if is_money(parameter) or unit in _WHOLE:
        return say("casework.expected_money" if is_money(parameter) else "casework.expected_count")
    if unit == "%":
        return say("casework.expected_percent")
    names = {"number": "number", "text": "text", "truth": "yes_no", "date": "date", "instant": "date", "list": "list"}
    return say(f"casework.expected_{names.get(parameter.type.name, 'other')}")


def _checked(change: Change, today: date) -> Change:
    rules = edition(change.programme, change.from_on or today)
    parameter = rules.parameters.get(change.name)
    if parameter is None:
        raise ParameterUnknown(name=change.name)
    value = read_value(rules, parameter, change.value)
    if change.from_on is None:
        raise DayMissing(label=parameter.label)
    names = {code: name.strip() for code, name in change.names.items() if name.strip()}
    in_force = rules.values.get(change.name)
    same_names = names == {code: name for code, name in named(rules, change.name).items() if code in names}
    if in_force == (tuple(value) if isinstance(value, list) else value) and same_names:
        raise ChangesNothing(label=parameter.label, value=show_listed(rules, parameter, in_force))
    return replace(change, value=as_json_value(value), names=names)


def named(rules: Edition, parameter: str) -> dict[str, str]:
    """What the codes of a list parameter are called: by the office, else where a question offers them."""
    asked = [field for kind in rules.cases.values() for each in kind.questions for field in (each, *each.fields)]
    return {choice.code: choice.label for each in asked if each.of_list == parameter for choice in each.of}


def _label(change: Change) -> str:
    found = next((each for each in programme(change.programme).parameters if each.name == change.name), None)
    return found.label if found else change.name


def _brings(change: Change) -> Sequence[Event]:
    return [
        events.ParameterSet(
            programme=change.programme,
            name=change.name,
            from_on=change.begins_on.isoformat(),
            value=change.value,
            reason=change.reason,
            names=dict(change.names),
            change_id=change.id,
        )
    ]


VALUE = Sort("parameter", _checked, _label, _brings)
