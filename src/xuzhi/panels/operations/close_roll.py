"""Who came has been called."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.concluding import tell_case
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Attendee
from xuzhi.panels.operations.begin_step import check_running
from xuzhi.panels.people import is_led
from xuzhi.panels.refusals import RollIsClosed


def close_roll(panel_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Close the list of who came, and tell the case whether whoever leads was there, or the one who stands in (G7.5,
    G7.6); gives that. Raises PanelUnknown, OfficeOnly, Recused, OpenedAlready, SittingMissing, SittingNotBegun,
    RollIsClosed.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        check_running(held)
        if held.panel.roll_closed_at is not None:
            raise RollIsClosed()
        attended = is_led(held)
        names = list(Attendee.objects.filter(panel=held.panel).order_by("position").values_list("name", flat=True))
        record(held.stream, [events.RollClosed(str(held.panel.id), attended, names)], actor=actor, at=at)
        tell_case(held, {"panel.attended": attended}, actor=actor)
    return attended
