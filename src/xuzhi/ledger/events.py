"""What can happen: the base of every room's events, and the shape in which they are read back.

    @dataclass(frozen=True)
    class CorrectionRequested(Event):
        case_id: UUID
        defects: tuple[str, ...]

The class's name is the stored type, so it never changes and is unique in the house. A field added later needs a
default; a field taken away is dropped by `upcast`. Names are NounPastParticiple.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.codec import fields_from_json, to_json

_TYPES: dict[str, type["Event"]] = {}


class EventTypeTaken(TypeError):
    """Two event classes with one name: the name is the stored type and must say one thing."""


class EventTypeUnknown(LookupError):
    """The ledger holds a type that no loaded room declares."""


class Event:
    """Base of events; subclasses are frozen dataclasses whose field values are JSON-safe (see `codec`)."""

    type: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        known = _TYPES.get(cls.__name__)
        # dataclass(slots=True) makes the class a second time; the same name from the same place is no clash
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise EventTypeTaken(f"{cls.__module__}.{cls.__name__}: {known.__module__} has an event of that name")
        cls.type = cls.__name__
        _TYPES[cls.__name__] = cls

    def as_payload(self) -> dict[str, Any]:
        """The JSON-safe payload, one key a field. Raises TypeError when the class is no dataclass."""
        return {field.name: to_json(getattr(self, field.name)) for field in fields(cast(Any, self))}

    @classmethod
    def upcast(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """Turn the payload of an older form of this event into today's; override when a form changes."""
        return payload

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """The event as it was recorded. Raises TypeError when the payload does not fit the class."""
        return cls(**fields_from_json(cls, cls.upcast(dict(payload))))


def event_type(name: str) -> type[Event]:
    """The class of a stored type. Raises EventTypeUnknown."""
    try:
        return _TYPES[name]
    except KeyError:
        raise EventTypeUnknown(f"no event class is called {name}; is its room installed?") from None


def event_types() -> dict[str, type[Event]]:
    """Every declared event by stored type."""
    return dict(_TYPES)


@dataclass(frozen=True)
class StoredEvent:
    """An event as the ledger holds it.

    `position` orders the whole log (with gaps), `sequence` the stream (1, 2, 3 … without gaps). `occurred_at` is when
    it happened, as the caller said; `recorded_at` is the database's clock.
    """

    position: int
    stream: str
    sequence: int
    event: Event
    type: str
    payload: Mapping[str, Any]
    actor: Actor
    occurred_at: datetime
    recorded_at: datetime
    previous_hash: bytes
    hash: bytes
