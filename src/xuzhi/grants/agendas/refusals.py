"""Acts on agendas that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from collections.abc import Mapping

from xuzhi.kernel.refusal import Refusal


class AgendaUnknown(Refusal):
    """There is no such agenda."""

    code = "grants/agendas.agenda_unknown"


class AgendaInvalid(Refusal):
    """What was typed is not usable; `parts` has a refusal a field."""

    code = "grants/agendas.agenda_invalid"

    def __init__(self, parts: Mapping[str, Refusal]) -> None:
        self.parts = dict(parts)
        super().__init__(count=len(parts))


class FieldWrong(Refusal):
    """One field; the code names the sentence."""


class NotProposed(Refusal):
    """There is nothing to accept: not answered yet, no agenda was found, or it was accepted before. Values: state."""

    code = "grants/agendas.not_proposed"


class AgendaOutdated(Refusal):
    """Cases have moved on since the agenda was asked for. Values: count."""

    code = "grants/agendas.agenda_outdated"
