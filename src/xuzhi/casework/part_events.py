"""What happens when another firm is asked into a case: it is named, and it signs the part that it sees.

Stream: `case-<uuid>`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event

type Json = Any


@dataclass(frozen=True)
class RespondentNamed(Event):
    """The firm that the case's own answers name acts in it from now on."""

    case_id: str
    ubn: str
    name: str


@dataclass(frozen=True)
class PartSigned(Event):
    """A firm answers for what it was shown of another case.

    `content` is {"answers": {question: value}, "files": {document: [sha256]}} as it stood; `sha256` hashes its
    canonical JSON, `parts` each answer and document by itself. `asked` names all that was shown, what was still blank
    too: what the rules ask later was not. `says` is the statement in the words of the rules. Who
    and when are those of the event.
    """

    case_id: str
    about: str
    step: str
    says: str
    content: dict[str, Json]
    parts: dict[str, str]
    sha256: str
    ubn: str
    name: str
    asked: list[str] = field(default_factory=list)
