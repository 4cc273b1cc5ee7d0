"""What was said in the meeting is kept."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Phase
from xuzhi.panels.operations.begin_step import check_running
from xuzhi.panels.refusals import RemarkMissing


def note_remark(panel_id: UUID, speaker: str, says: str, *, actor: Actor, at: datetime) -> None:
    """Keep who said what, with the moment and the phase that is on (G7.7). Raises PanelUnknown, OfficeOnly, Recused,
    OpenedAlready, SittingMissing, SittingNotBegun, RemarkMissing.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        check_running(held)
        if not says.strip():
            raise RemarkMissing()
        on = Phase.objects.filter(panel=held.panel, ended_at=None).first()
        noted = events.RemarkNoted(
            panel_id=str(held.panel.id),
            remark_id=str(uuid.uuid4()),
            phase=on.code if on else "",
            speaker=speaker.strip()[:100],
            says=says.strip(),
        )
        record(held.stream, [noted], actor=actor, at=at)
