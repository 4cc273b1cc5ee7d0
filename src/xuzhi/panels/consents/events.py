"""What can happen when members are asked whether what they settled may be changed.

Stream: `consents-<case uuid>`. Nobody's answer stands in any event before all are opened, only the hash that binds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xuzhi.ledger.events import Event

type Json = Any


def consents_stream(case_id: object) -> str:
    return f"consents-{case_id}"


@dataclass(frozen=True)
class MembersAsked(Event):
    """Every member of the panel was asked, for the nth time in the case.

    `compared` is [{label, approved, wanted}], `members` [{reviewer_id, name}].
    """

    case_id: str
    case_number: str
    nth: int
    panel_id: str
    programme: str
    subject: str
    firm_name: str
    reason: str
    compared: list[Json]
    members: list[Json]


@dataclass(frozen=True)
class ConsentSealed(Event):
    """A member has answered; what, nobody reads before all are opened."""

    case_id: str
    nth: int
    reviewer_id: str
    sha256: str


@dataclass(frozen=True)
class ConsentsOpened(Event):
    """All answers, as they were sealed: [{reviewer_id, name, agrees, reason, said_on, salt}]."""

    case_id: str
    nth: int
    answers: list[Json]
