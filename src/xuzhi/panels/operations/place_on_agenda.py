"""A panel is put on a sitting's agenda."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Panel, Sitting
from xuzhi.panels.refusals import OpenedAlready, SittingUnknown


def place_on_agenda(
    panel_id: UUID, sitting_id: UUID, position: int | None = None, *, actor: Actor, at: datetime
) -> int:
    """Put the panel at a place of the agenda, the next free one where none is said; gives it.

    Raises PanelUnknown, OfficeOnly, Recused, OpenedAlready, SittingUnknown.
    """
    with transaction.atomic():
        # A sitting's lock goes before those of its panels, everywhere.
        lock_stream(events.sitting_stream(sitting_id))
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        if held.panel.opened_at is not None:
            raise OpenedAlready()
        sitting = Sitting.objects.filter(id=sitting_id, programme=held.panel.programme, cancelled_at=None).first()
        if sitting is None:
            raise SittingUnknown()
        if position is None:
            others = Panel.objects.filter(sitting=sitting).exclude(id=held.panel.id)
            position = 1 + (others.order_by("-position").values_list("position", flat=True).first() or 0)
        if (held.panel.sitting_id, held.panel.position) != (sitting.id, position):
            placed = events.PanelPlaced(str(held.panel.id), str(sitting.id), position)
            record(held.stream, [placed], actor=actor, at=at)
    return position
