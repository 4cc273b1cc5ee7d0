"""The office takes a member off a panel."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Seat
from xuzhi.panels.refusals import NotAppointed, OpenedAlready, ReasonMissing
from xuzhi.panels.withdrawing import FOUND, OFFICE, withdraw


def withdraw_reviewer(
    panel_id: UUID, reviewer_id: UUID, reason: str, *, actor: Actor, at: datetime, conflict: bool = False
) -> None:
    """Withdraw a member. Once the scores are open only a `conflict` is a reason: nobody's points are taken out for
    what they are. Raises PanelUnknown, OfficeOnly, Recused, ReasonMissing, NotAppointed, OpenedAlready.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        if not reason.strip():
            raise ReasonMissing()
        seat = Seat.objects.filter(panel=held.panel, reviewer_id=reviewer_id, withdrawn_at=None).first()
        if seat is None:
            raise NotAppointed()
        if held.panel.opened_at is not None and not conflict:
            raise OpenedAlready()
        withdraw(held, seat, FOUND if conflict else OFFICE, reason, actor=actor)
