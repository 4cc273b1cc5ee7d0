"""How values are written down: days and instants as text, whole numbers as numbers, other numbers as text."""

from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


def as_json_value(value: Any) -> Any:
    """The value in plain JSON types. Raises TypeError for what cannot be kept exactly, floats among them."""
    match value:
        case None | bool() | str():
            return value.value if isinstance(value, Enum) else value
        case int():
            return int(value)
        case Enum():
            return as_json_value(value.value)
        case datetime():
            if value.tzinfo is None:
                raise TypeError("an instant without an offset has no place in a record")
            return value.isoformat()
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")
        case Mapping():
            return {str(name): as_json_value(entry) for name, entry in value.items()}
        case Set():
            return sorted(as_json_value(entry) for entry in value)
        case Sequence():
            return [as_json_value(entry) for entry in value]
    raise TypeError(f"{type(value).__name__} cannot be written down exactly")
