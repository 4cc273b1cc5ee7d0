"""Field values of events to JSON-safe ones, and back by the field's type hint.

Known besides JSON's own: date, datetime (aware), Decimal, UUID, enums, tuples, lists, mappings, frozen dataclasses,
and `X | None` of each. What was recorded reads back equal.
"""

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from xuzhi.ledger.chain import instant_text

_PLAIN = frozenset((str, int, bool, type(None)))


def to_json(value: Any) -> Any:
    """The JSON-safe form of a field's value; what it does not know passes through for the canonical JSON to refuse."""
    kind = type(value)
    if kind in _PLAIN:  # nearly all are: not asked what else they could be
        return value
    if kind is dict:
        return {key: to_json(item) for key, item in value.items()}
    match value:
        case Enum():
            return value.value
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case tuple() | list():
            return [to_json(item) for item in value]
        case Mapping():
            return {key: to_json(item) for key, item in value.items()}
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: to_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            return value


def from_json(hint: Any, value: Any) -> Any:
    """The typed form of a stored value, by the field's type hint."""
    origin = get_origin(hint)
    if value is None or hint is Any or origin is Literal:
        return value
    if origin in (Union, types.UnionType):
        return _first_that_fits([arm for arm in get_args(hint) if arm is not type(None)], value)
    if (origin or hint) in (tuple, list) and isinstance(value, list):
        return _sequence(origin or hint, get_args(hint), value)
    if isinstance(value, dict) and origin is not None:
        item = (*get_args(hint), Any, Any)[1]
        return {key: from_json(item, each) for key, each in value.items()}
    return _leaf(hint, value)


def fields_from_json(cls: type[Any], payload: Mapping[str, Any]) -> dict[str, Any]:
    """Typed constructor arguments of a dataclass from its stored payload."""
    hints = get_type_hints(cls)
    return {name: from_json(hints.get(name, Any), value) for name, value in payload.items()}


def _sequence(kind: type, args: tuple[Any, ...], values: list[Any]) -> Any:
    if kind is tuple and args and args[-1] is not Ellipsis:
        return tuple(from_json(arg, value) for arg, value in zip(args, values, strict=True))
    return kind(from_json(args[0] if args else Any, value) for value in values)


def _leaf(hint: Any, value: Any) -> Any:
    if not isinstance(hint, type) or isinstance(value, hint):
        return value
    if issubclass(hint, Enum):
        return hint(value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    if hint in (Decimal, UUID):
        return hint(value)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return hint(**fields_from_json(hint, value))
    return value


def _first_that_fits(arms: list[Any], value: Any) -> Any:
    """For `date | str` and the like the order of the arms decides; one arm, as in `date | None`, is the usual case."""
    for arm in arms:
        try:
            return from_json(arm, value)
        except (ValueError, TypeError, ArithmeticError):
            continue
    return value
