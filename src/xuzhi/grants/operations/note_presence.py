"""Somebody of the firm opens or saves a page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.grants.presence.models import Presence
from xuzhi.kernel.actor import Actor


def note_presence(case_id: UUID, section: str, *, saved: bool, actor: Actor, at: datetime) -> None:
    """Keep the page where the person is now, in the place of where they were. The caller has let them see the case."""
    Presence.objects.update_or_create(
        case_id=case_id,
        actor_id=actor.id,
        defaults={"name": actor.name, "section": section, "saved": saved, "at": at},
    )
