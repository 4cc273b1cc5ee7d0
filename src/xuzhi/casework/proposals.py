"""What the operations on proposals share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from xuzhi.casework.changes import SORTS, Change
from xuzhi.casework.models import ChangeRow
from xuzhi.casework.rule_refusals import (
    ChangeDecided,
    ChangeReasonMissing,
    ChangeUnknown,
    LateReasonMissing,
    SetUpOnly,
)
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import lock_stream


def change_of(row: ChangeRow) -> Change:
    """The change that was proposed."""
    return Change(
        programme=row.programme,
        what=row.what,
        name=row.name,
        value=row.value,
        from_on=row.from_on,
        reason=row.reason,
        late_reason=row.late_reason,
        names=row.names,
        id=str(row.id),
    )


def hold_change(change_id: UUID | str) -> ChangeRow:
    """The proposal, with its stream locked. Needs a transaction. Raises ChangeUnknown, ChangeDecided."""
    found = ChangeRow.objects.filter(id=change_id).first()
    if found is None:
        raise ChangeUnknown()
    lock_stream(change_of(found).stream)
    found.refresh_from_db()
    if found.state != "open" and found.decided_at is not None:
        raise ChangeDecided(
            title=label_of(change_of(found)),
            who=found.decided_by,
            at=found.decided_at,
            state=say(f"casework.change_{found.state}"),
        )
    return found


def label_of(change: Change) -> str:
    """What is changed, in words."""
    return SORTS[change.what].label(change)


def checked_change(change: Change, today: date) -> Change:
    """The change as it will be recorded. Raises what its sort raises, ChangeReasonMissing, LateReasonMissing."""
    sound = SORTS[change.what].checked(change, today)
    label = label_of(sound)
    if not change.reason.strip():
        raise ChangeReasonMissing(label=label)
    late = sound.begins_on < today
    if late and not change.late_reason.strip():
        raise LateReasonMissing(label=label, from_on=sound.begins_on, today=today)
    return replace(sound, reason=change.reason.strip(), late_reason=change.late_reason.strip() if late else "")


def check_set_up(actor: Actor) -> None:
    """Only the machine writes at once, when a house is set up. Raises SetUpOnly."""
    if actor.is_person:
        raise SetUpOnly()
