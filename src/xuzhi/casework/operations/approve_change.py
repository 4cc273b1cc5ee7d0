"""A second person takes a change of the rules into force."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes import SORTS
from xuzhi.casework.changes.days import entry_of
from xuzhi.casework.holding import check_office
from xuzhi.casework.operations.recount_clocks import recount_clocks
from xuzhi.casework.proposals import change_of, checked_change, hold_change
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.rule_refusals import ChangeMoved, SecondPersonNeeded
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import record


def approve_change(
    change_id: UUID | str, *, actor: Actor, at: datetime, seen: int | None = None, note: str = ""
) -> int:
    """Approve what somebody else proposed (L6.3); gives how many running clocks moved.

    The approval and what it brings about are recorded together. `seen` is what the approver saw of the rules
    (ChangePage.seen). Raises OfficeOnly, ChangeUnknown, ChangeDecided, SecondPersonNeeded, ChangeMoved, and whatever
    proposing it today would raise: a day of effect that has gone by meanwhile needs a word why.
    """
    check_office(actor)
    with transaction.atomic():
        row = hold_change(change_id)
        if row.proposed_by_id == actor.id:
            raise SecondPersonNeeded(who=row.proposed_by)
        if row.programme and seen is not None and Overlays(row.programme).through(row.programme) != seen:
            raise ChangeMoved()
        change = checked_change(change_of(row), taipei_day(at))
        approved = events.ChangeApproved(change_id=change.id, note=note.strip())
        record(change.stream, [approved, *SORTS[change.what].brings(change)], actor=actor, at=at)
        if change.what != "days":
            return 0
        return recount_clocks(actor=actor, at=at, because_of=[entry_of(each) for each in change.value])
