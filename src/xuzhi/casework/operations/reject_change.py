"""A second person declines a change of the rules."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import rule_events as events
from xuzhi.casework.holding import check_office
from xuzhi.casework.proposals import change_of, hold_change, label_of
from xuzhi.casework.rule_refusals import ChangeReasonMissing, SecondPersonNeeded
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def reject_change(change_id: UUID | str, *, reason: str, actor: Actor, at: datetime) -> None:
    """Decline what somebody else proposed, and say why. Raises OfficeOnly, ChangeUnknown, ChangeDecided,
    SecondPersonNeeded (whoever proposed it withdraws it), ChangeReasonMissing."""
    check_office(actor)
    with transaction.atomic():
        row = hold_change(change_id)
        change = change_of(row)
        if row.proposed_by_id == actor.id:
            raise SecondPersonNeeded(who=row.proposed_by)
        if not reason.strip():
            raise ChangeReasonMissing(label=label_of(change))
        rejected = events.ChangeRejected(change_id=change.id, reason=reason.strip())
        record(change.stream, [rejected], actor=actor, at=at)
