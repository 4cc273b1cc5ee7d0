"""Somebody of the office looks at a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import PARTY, hold
from xuzhi.casework.models import TimelineEntry
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record

ONE_LOOK = timedelta(minutes=30)


def record_viewing(case_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Keep that the actor looked at the case (L9.1), once in half an hour; the firm's own looks are not kept.

    Gives whether a look was recorded. Raises CaseUnknown.
    """
    if actor.role in PARTY or not actor.is_person:
        return False
    with transaction.atomic():
        held = hold(case_id, at)
        recent = TimelineEntry.objects.filter(
            case=held.case, type=events.CaseViewed.type, actor_name=actor.name, at__gt=at - ONE_LOOK
        )
        if recent.exists():
            return False
        record(held.stream, [events.CaseViewed(case_id=str(held.case.id))], actor=actor, at=at)
    return True
