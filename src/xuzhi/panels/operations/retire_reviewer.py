"""A person leaves the roster."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer
from xuzhi.panels.models import Reviewer
from xuzhi.panels.refusals import ReasonMissing, ReviewerUnknown


def retire_reviewer(reviewer_id: UUID, reason: str, *, actor: Actor, at: datetime) -> None:
    """No new appointments; panels that the person sits on stay as they are. Entering them again brings them back.

    Raises OfficeOnly, ReasonMissing, ReviewerUnknown.
    """
    check_officer(actor)
    if not reason.strip():
        raise ReasonMissing()
    stream = events.reviewer_stream(reviewer_id)
    with transaction.atomic():
        lock_stream(stream)
        reviewer = Reviewer.objects.filter(id=reviewer_id).first()
        if reviewer is None:
            raise ReviewerUnknown()
        if reviewer.retired_at is None:
            retired = events.ReviewerRetired(reviewer_id=str(reviewer_id), reason=reason.strip())
            record(stream, [retired], actor=actor, at=at)
