"""What can happen to registers: a snapshot of one of their lists is taken in. Stream: `register-<name>`."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xuzhi.ledger.events import Event


def register_stream(register: str) -> str:
    """The stream of one register."""
    return f"register-{register}"


@dataclass(frozen=True)
class SnapshotImported(Event):
    """A file was taken in. `taken_on` is the day on which it was got from `source`; `sha256` is of its bytes."""

    snapshot_id: UUID
    register: str
    list_name: str
    source: str
    file_name: str
    taken_on: date
    sha256: str
    rows: int
    problems: int
