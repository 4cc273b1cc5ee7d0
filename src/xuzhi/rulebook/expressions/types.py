"""What an expression's parts are: enough types to catch a comparison that cannot mean anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

MONEY_UNIT = "TWD"

# Units that mean the same, as clauses write them; a unit outside this table is taken on trust.
_UNITS = {
    "TWD": MONEY_UNIT, "元": MONEY_UNIT, "NT$": MONEY_UNIT,
    "day": "day", "days": "day", "天": "day", "日": "day", "日曆天": "day",
    "working day": "working day", "working days": "working day", "工作天": "working day",
    "month": "month", "months": "month", "月": "month", "個月": "month",
    "year": "year", "years": "year", "年": "year",
    "%": "%", "percent": "%", "％": "%",
    "kW": "kW", "瓩": "kW", "kWh": "kWh", "度": "kWh", "point": "point", "points": "point", "分": "point",
}  # fmt: skip


@dataclass(frozen=True)
class Type:
    """name: text | number | date | instant | truth | list | record. Lists have an item, records their fields."""

    name: str
    item: Type | None = None
    fields: Mapping[str, Type] = field(default_factory=dict)
    options: tuple[str, ...] | None = None
    unit: str = ""

    def __str__(self) -> str:
        if self.name == "list":
            return f"a list of {_PLURALS[self.item.name]}" if self.item else "an empty list"
        return "money" if self.unit == MONEY_UNIT else _SINGULARS[self.name]


_SINGULARS = {
    "text": "a text", "number": "a number", "date": "a date", "instant": "an instant",
    "truth": "true or false", "record": "a record",
}  # fmt: skip
_PLURALS = {
    "text": "texts", "number": "numbers", "date": "dates", "instant": "instants",
    "truth": "yes-or-no values", "record": "records", "list": "lists",
}  # fmt: skip

TEXT = Type("text")
NUMBER = Type("number")
MONEY = Type("number", unit=MONEY_UNIT)
DATE = Type("date")
INSTANT = Type("instant")
TRUTH = Type("truth")
EMPTY_LIST = Type("list")


def list_of(item: Type) -> Type:
    return Type("list", item=item)


def canonical_unit(unit: str) -> str:
    return _UNITS.get(unit, "")


def units_differ(left: Type, right: Type) -> bool:
    """Whether two numbers carry units known to be different; a number without a unit goes with any."""
    one, other = canonical_unit(left.unit), canonical_unit(right.unit)
    return bool(one and other and one != other)


def comparable(left: Type, right: Type) -> bool:
    """Whether `left == right` can mean something."""
    if left.name == right.name == "list":
        return left.item is None or right.item is None or comparable(left.item, right.item)
    return left.name == right.name and left.name != "record"


def type_of_value(value: object, unit: str = "") -> Type | None:
    """Type of a parameter's TOML value; None when no type holds it (a list of mixed things)."""
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, int | Decimal):
        return Type("number", unit=unit)
    if isinstance(value, str):
        return TEXT
    if isinstance(value, datetime):
        return INSTANT
    if isinstance(value, date):
        return DATE
    if isinstance(value, dict):
        fields = {name: type_of_value(item) for name, item in value.items()}
        return Type("record", fields={name: kind for name, kind in fields.items() if kind is not None})
    if isinstance(value, list | tuple):
        items = [type_of_value(item, unit) for item in value]
        first = next(iter(items), None)
        if first is None:
            return EMPTY_LIST
        return list_of(first) if all(item is not None and item.name == first.name for item in items) else None
    return None
