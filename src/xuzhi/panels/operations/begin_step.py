"""A step of the demonstration begins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import Held, check_officer, hold
from xuzhi.panels.models import ScriptStep
from xuzhi.panels.refusals import OpenedAlready, ScriptStepUnknown, SittingMissing, SittingNotBegun


def begin_step(panel_id: UUID, step_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Keep when the step began; once more sets it anew. Raises PanelUnknown, OfficeOnly, Recused, OpenedAlready,
    SittingMissing, SittingNotBegun, ScriptStepUnknown.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        check_running(held)
        check_step(held, step_id)
        record(held.stream, [events.ScriptStepBegun(str(held.panel.id), str(step_id))], actor=actor, at=at)


def check_running(held: Held) -> None:
    """The sitting has begun and the scores are not open. Raises OpenedAlready, SittingMissing, SittingNotBegun."""
    if held.panel.opened_at is not None:
        raise OpenedAlready()
    if held.panel.sitting is None:
        raise SittingMissing()
    if held.at < held.panel.sitting.starts_at:
        raise SittingNotBegun(starts=format_instant(held.panel.sitting.starts_at))


def check_step(held: Held, step_id: UUID) -> ScriptStep:
    """Raises ScriptStepUnknown."""
    step = ScriptStep.objects.filter(panel=held.panel, id=step_id).first()
    if step is None:
        raise ScriptStepUnknown()
    return step
