"""A sitting is called off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels import events
from xuzhi.panels.calling import recall
from xuzhi.panels.inviting import call_off
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Panel, Sitting
from xuzhi.panels.refusals import ReasonMissing, SittingOver, SittingUnknown


def cancel_sitting(sitting_id: UUID, reason: str, *, actor: Actor, at: datetime) -> int:
    """Call the sitting off before it begins, with all that stand on its agenda; they wait for another one. Whoever had
    been invited gets a letter that says so, with a calendar file that takes the entry away; gives how many.

    Raises OfficeOnly, SittingUnknown (also where it was called off already), SittingOver, ReasonMissing.
    """
    check_officer(actor)
    if not reason.strip():
        raise ReasonMissing()
    stream = events.sitting_stream(sitting_id)
    with transaction.atomic():
        lock_stream(stream)
        sitting = Sitting.objects.filter(id=sitting_id, cancelled_at=None).first()
        if sitting is None:
            raise SittingUnknown()
        if sitting.starts_at <= at:
            raise SittingOver(starts=format_instant(sitting.starts_at))
        cancelled = events.SittingCancelled(str(sitting.id), sitting.sequence + 1, reason.strip())
        record(stream, [cancelled], actor=actor, at=at)
        sitting.refresh_from_db()
        count = 0
        for panel_id in Panel.objects.filter(sitting=sitting).order_by("id").values_list("id", flat=True):
            held = hold(panel_id, at)
            count += call_off(held, sitting, actor=actor)
            record(held.stream, [events.PanelTakenOff(str(panel_id), str(sitting.id))], actor=actor, at=at)
            recall(held)
    return count
