"""A member confirms the minutes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import cleared_seat, hold
from xuzhi.panels.models import Confirmation, Minutes
from xuzhi.panels.refusals import MinutesMissing, MinutesOutdated


def confirm_minutes(panel_id: UUID, nth: int, *, actor: Actor, at: datetime) -> None:
    """Sign the nth minutes, the ones that hold, by their hash; once more changes nothing. Raises PanelUnknown,
    MembersOnly, Recused, PledgeMissing, DeclarationMissing, MinutesMissing, MinutesOutdated.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        cleared_seat(held.panel, actor)
        row = Minutes.objects.filter(panel=held.panel, nth=nth).order_by("-position").first()
        if row is None:
            raise MinutesMissing()
        if row.nth != held.panel.concluded:
            raise MinutesOutdated()
        done = Confirmation.objects.filter(panel=held.panel, reviewer_id=actor.id, sha256=row.sha256)
        if not done.exists():
            confirmed = events.MinutesConfirmed(str(held.panel.id), actor.id, nth, row.sha256)
            record(held.stream, [confirmed], actor=actor, at=at)
