"""A change as it is proposed, and what every sort of change can say about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuzhi.ledger.events import Event

CALENDAR_STREAM = "calendar"


@dataclass(frozen=True)
class Change:
    """`value` is JSON-safe once it was checked. `programme` is empty for the calendar, which all programmes share."""

    programme: str
    what: str
    name: str
    value: Any
    from_on: date | None = None
    reason: str = ""
    late_reason: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    id: str = ""

    @property
    def stream(self) -> str:
        return f"programme-{self.programme}" if self.programme else CALENDAR_STREAM

    @property
    def begins_on(self) -> date:
        """The day from which it holds, which a checked change has."""
        assert self.from_on is not None
        return self.from_on


@dataclass(frozen=True)
class Sort:
    """One sort of change.

    checked(change, today)  the change with its value as it will be recorded, and its day; raises a Refusal
    label(change)           what is changed, in words
    brings(change)          the events of its approval
    """

    what: str
    checked: Callable[[Change, date], Change]
    label: Callable[[Change], str]
    brings: Callable[[Change], Sequence[Event]]
