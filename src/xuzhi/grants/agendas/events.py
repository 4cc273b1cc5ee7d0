"""What can happen to an agenda that is proposed. Stream: `agenda-<uuid>`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event


def agenda_stream(agenda_id: object) -> str:
    return f"agenda-{agenda_id}"


@dataclass(frozen=True)
class AgendaAsked(Event):
    """Somebody of the office asked for an agenda. `question` is AgendaQuestion.as_json(); `at_once` whether it is
    answered in the same breath."""

    agenda_id: str
    programme: str
    kind: str
    cases: int
    question: dict[str, Any]
    at_once: bool


@dataclass(frozen=True)
class AgendaAnswered(Event):
    """An agenda, or why there is none: `problems` are [{code, values}]."""

    agenda_id: str
    answer: dict[str, Any] | None
    problems: list[Any]


@dataclass(frozen=True)
class AgendaAccepted(Event):
    """`rest` is what its sittings are told besides time and place (Rest.as_json())."""

    agenda_id: str
    at_once: bool
    rest: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class AgendaCarriedOut(Event):
    """Panels and sittings stand as the agenda says; or nothing does, and `problem` says why."""

    agenda_id: str
    sittings: list[str]
    problem: str = ""
