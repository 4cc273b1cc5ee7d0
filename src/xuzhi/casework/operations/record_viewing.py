"""Somebody who is not of the firm looks at a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import PARTY, stream_of
from xuzhi.casework.models import Case, Look
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record

ONE_LOOK = timedelta(minutes=30)


def record_viewing(case_id: UUID, *, actor: Actor, at: datetime, what: str = "page") -> bool:
    """Keep that the actor looked at the case (L9.1), once in half an hour, and of a reviewer once for each sort of
    thing, since it counts what somebody had seen who has a conflict; the firm's own looks are not kept.

    `what` was looked at first: page, file, letter, sheet, scores. Gives whether a look was recorded. Raises
    CaseUnknown.
    """
    if actor.role in PARTY or not actor.is_person:
        return False
    if _looked(case_id, actor, at, what):
        return False
    with transaction.atomic():
        # Two pages opened at the same instant stand in line here, and the second finds the first one's look.
        lock_stream(stream_of(case_id))
        if not Case.objects.filter(id=case_id).exists():
            raise CaseUnknown()
        if _looked(case_id, actor, at, what):
            return False
        record(stream_of(case_id), [events.CaseViewed(case_id=str(case_id), what=what)], actor=actor, at=at)
    return True


def _looked(case_id: UUID, actor: Actor, at: datetime, what: str) -> bool:
    looks = Look.objects.filter(case_id=case_id, actor_id=actor.id, at__gt=at - ONE_LOOK)
    return (looks.filter(what=what) if actor.role == "reviewer" else looks).exists()
