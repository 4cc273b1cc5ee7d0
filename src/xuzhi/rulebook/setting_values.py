"""A parameter's value as a person types it: the office on its page, or `--set NAME=VALUE` on the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import tomli

from xuzhi.kernel.money import parse_twd
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import parse_day
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.expressions.types import MONEY_UNIT, canonical_unit, type_of_value
from xuzhi.rulebook.model import Parameter
from xuzhi.rulebook.problems import did_you_mean


class SettingInvalid(Refusal):
    """There is no such parameter, or the text is no value of it."""

    code = "rulebook.setting_invalid"


def read_setting(edition: Edition, name: str, written: str) -> Any:
    """The typed value: amounts as `1,000,000` or `100萬`, days in both calendars, lists as `A, B` or `["A", "B"]`.

    Raises SettingInvalid.
    """
    parameter = edition.parameters.get(name)
    if parameter is None:
        near = did_you_mean(name, edition.parameters).removeprefix("; did you mean ").removesuffix("?")
        code = "rulebook.setting_unknown_near" if near else "rulebook.setting_unknown"
        raise SettingInvalid(code=code, name=name, near=near)
    try:
        value = _read(parameter, written.strip())
    except (ValueError, ArithmeticError):
        value = None
    if value is None or not _fits(parameter, value):
        expected = parameter.type.item.name if parameter.type.item else parameter.type.name
        code = "rulebook.setting_not_list" if parameter.type.name == "list" else f"rulebook.setting_not_{expected}"
        raise SettingInvalid(code=code, name=name, label=parameter.label, given=written)
    return value


def is_money(parameter: Parameter) -> bool:
    return parameter.type.name == "number" and canonical_unit(parameter.unit or parameter.type.unit) == MONEY_UNIT


def _read(parameter: Parameter, written: str) -> Any:
    match parameter.type.name:
        case "number" if is_money(parameter):
            return int(parse_twd(written))
        case "number":
            number = Decimal(written.replace(",", "").replace("_", "")) if written else None
            return int(number) if number is not None and number == number.to_integral_value() else number
        case "truth":
            return {"true": True, "false": False}.get(written.lower())
        case "date":
            return parse_day(written)
        case "list":
            return _list(parameter, written)
        case "text":
            return written.strip('"') or None
    return _toml(written)


def _list(parameter: Parameter, written: str) -> tuple[Any, ...]:
    if written.startswith("["):
        value = _toml(written)
        return tuple(value) if isinstance(value, list) else ()
    parts = [part.strip() for part in written.replace("、", ",").split(",") if part.strip()]
    if parameter.type.item is not None and parameter.type.item.name == "number":
        return tuple(int(number) if number == int(number) else number for number in map(Decimal, parts))
    if parameter.type.item is not None and parameter.type.item.name == "date":
        return tuple(date.fromisoformat(part) for part in parts)
    return tuple(parts)


def _toml(written: str) -> Any:
    return tomli.loads(f"value = {written}", parse_float=Decimal)["value"]


def _fits(parameter: Parameter, value: Any) -> bool:
    kind = type_of_value(value, parameter.unit)
    if kind is None or kind.name != parameter.type.name:
        return False
    if isinstance(value, Decimal) and not value.is_finite():
        return False
    inner = parameter.type.item
    return kind.item is None or inner is None or kind.item.name == inner.name
