"""The phase that is on ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Phase
from xuzhi.panels.operations.begin_step import check_running


def end_phase(panel_id: UUID, *, actor: Actor, at: datetime) -> None:
    """End what is on; nothing to do where nothing is. Raises PanelUnknown, OfficeOnly, Recused, OpenedAlready,
    SittingMissing, SittingNotBegun.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        check_running(held)
        on = Phase.objects.filter(panel=held.panel, ended_at=None).first()
        if on is not None:
            record(held.stream, [events.PhaseEnded(str(held.panel.id), on.code)], actor=actor, at=at)
