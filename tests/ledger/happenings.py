"""Events for the ledger's own tests."""

from dataclasses import dataclass
from datetime import UTC, datetime

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.events import Event

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OFFICER = Actor.person("7", "王小明", "officer")


@dataclass(frozen=True)
class NoteTaken(Event):
    text: str


@dataclass(frozen=True)
class NoteStruck(Event):
    why: str = ""
