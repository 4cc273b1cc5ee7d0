"""What a letter and an e-mail say, as plain data. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from xuzhi.kernel.roc import format_deadline, format_roc
from xuzhi.rulebook.model import Contact


def contact_of(contact: Contact) -> dict[str, str]:
    """The programme's contact, by the names that templates use."""
    names = ("name", "telephone", "email", "address", "line", "hours")
    return {name: str(getattr(contact, name, "")) for name in names}


def json_safe(value: Any) -> Any:
    """A value for the event and the template: days and instants become what people read, the rest stays."""
    match value:
        case None:
            return ""
        case bool() | int() | str():
            return value
        case datetime():
            return format_deadline(value)
        case date():
            return format_roc(value, weekday=True)
        case Mapping():
            return {str(key): json_safe(item) for key, item in value.items()}
        case list() | tuple():
            return [json_safe(item) for item in value]
        case _:
            return str(value)


def letter_data(number: str, content: Mapping[str, Any], deadline_at: datetime | None) -> dict[str, Any]:
    """The data of the template: what was recorded, with number and deadline (to the minute, in ROC years)."""
    deadline = "" if deadline_at is None else format_deadline(deadline_at)
    return {**content, "number": number, "letter_number": number, "deadline": deadline}
