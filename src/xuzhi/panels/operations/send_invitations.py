"""Firm and members are told when and where the panel sits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.panels.inviting import invite
from xuzhi.panels.locking import check_officer, hold


def send_invitations(panel_id: UUID, *, actor: Actor, at: datetime) -> int:
    """Send the sitting as it stands to everybody who was not told it so, with a calendar file (L5.4); gives how many
    letters went out. Raises PanelUnknown, OfficeOnly, Recused, SittingMissing, ScriptMissing.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        return invite(held, actor=actor)
