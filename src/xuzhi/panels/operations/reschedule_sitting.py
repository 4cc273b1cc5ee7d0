"""A sitting is moved."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels.events import sitting_stream
from xuzhi.panels.inviting import invite
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.meeting import Meeting, arranged_event, check_meeting, wanted_of
from xuzhi.panels.models import Panel, Sitting
from xuzhi.panels.refusals import ReasonMissing, SittingOver, SittingUnknown


def reschedule_sitting(sitting_id: UUID, meeting: Meeting, reason: str, *, actor: Actor, at: datetime) -> int:
    """Give the sitting another time or place. Whoever had been invited gets a new letter, with a calendar file that
    takes the place of the old one; gives how many. Raises OfficeOnly, SittingUnknown, SittingOver, ReasonMissing,
    SittingInvalid.
    """
    check_officer(actor)
    if not reason.strip():
        raise ReasonMissing()
    stream = sitting_stream(sitting_id)
    with transaction.atomic():
        lock_stream(stream)
        sitting = Sitting.objects.filter(id=sitting_id, cancelled_at=None).first()
        if sitting is None:
            raise SittingUnknown()
        if sitting.starts_at <= at:
            raise SittingOver(starts=format_instant(sitting.starts_at))
        wanted = wanted_of(sitting.programme, at)
        check_meeting(meeting, at, wanted, sitting)
        moved = arranged_event(sitting.id, sitting.programme, sitting.sequence + 1, meeting, reason, wanted)
        record(stream, [moved], actor=actor, at=at)
        panels = Panel.objects.filter(sitting=sitting).order_by("id").values_list("id", flat=True)
        return sum(invite(hold(panel_id, at), again_only=True, actor=actor) for panel_id in panels)
