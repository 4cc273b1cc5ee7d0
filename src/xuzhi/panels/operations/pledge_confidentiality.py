"""A member undertakes to keep what is seen to themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import hold, seat_of


def pledge_confidentiality(panel_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Keep the undertaking with its words, before anything of the case is shown (L9.1); again it changes nothing.

    Raises PanelUnknown, MembersOnly, Recused.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        seat = seat_of(held.panel, actor)
        if seat.pledged_at is None:
            pledged = events.ConfidentialityPledged(str(held.panel.id), actor.id, say("panels.pledge"))
            record(held.stream, [pledged], actor=actor, at=at)
