"""What was seen of a step of the demonstration is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.operations.begin_step import check_running, check_step
from xuzhi.panels.refusals import FieldInvalid, ScriptNoteInvalid

FLOWS = ("smooth", "halting", "failed")
LONGEST_SECONDS = 3600


@dataclass(frozen=True)
class Note:
    """As it was typed. `response` is seconds, with up to three decimals, or empty; `flow` one of FLOWS."""

    seen: str
    response: str = ""
    flow: str = ""


def note_step(panel_id: UUID, step_id: UUID, note: Note, *, actor: Actor, at: datetime) -> None:
    """Keep what was seen, how long the answer took and how it went (L7.P3); once more puts it right. Raises
    PanelUnknown, OfficeOnly, Recused, OpenedAlready, SittingMissing, SittingNotBegun, ScriptStepUnknown,
    ScriptNoteInvalid.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        check_running(held)
        check_step(held, step_id)
        wrong: dict[str, Refusal] = {}
        milliseconds = _milliseconds(note.response.strip(), wrong)
        if not note.seen.strip():
            wrong["seen"] = FieldInvalid(code="panels.seen_missing")
        if note.flow not in FLOWS:
            wrong["flow"] = FieldInvalid(code="panels.flow_missing")
        if wrong:
            raise ScriptNoteInvalid(wrong)
        seen = events.ScriptStepSeen(str(held.panel.id), str(step_id), note.seen.strip(), milliseconds, note.flow)
        record(held.stream, [seen], actor=actor, at=at)


def _milliseconds(text: str, wrong: dict[str, Refusal]) -> int | None:
    if not text:
        return None
    try:
        seconds = Decimal(text)
    except InvalidOperation:
        seconds = Decimal("NaN")
    if not seconds.is_finite() or not 0 <= seconds <= LONGEST_SECONDS or seconds * 1000 % 1:
        wrong["response"] = FieldInvalid(code="panels.response_wrong", value=text[:20], most=LONGEST_SECONDS)
        return None
    return int(seconds * 1000)
