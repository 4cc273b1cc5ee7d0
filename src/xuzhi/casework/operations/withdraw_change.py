"""Whoever proposed a change of the rules takes it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import rule_events as events
from xuzhi.casework.holding import check_office
from xuzhi.casework.proposals import change_of, hold_change
from xuzhi.casework.rule_refusals import NotYourChange
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def withdraw_change(change_id: UUID | str, *, reason: str = "", actor: Actor, at: datetime) -> None:
    """Take one's own proposal back. Raises OfficeOnly, ChangeUnknown, ChangeDecided, NotYourChange."""
    check_office(actor)
    with transaction.atomic():
        row = hold_change(change_id)
        if row.proposed_by_id != actor.id:
            raise NotYourChange(who=row.proposed_by)
        change = change_of(row)
        withdrawn = events.ChangeWithdrawn(change_id=change.id, reason=reason.strip())
        record(change.stream, [withdrawn], actor=actor, at=at)
