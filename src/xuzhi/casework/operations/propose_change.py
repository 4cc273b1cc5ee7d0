"""Somebody of the office asks for a change of the rules."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework import rule_events as events
from xuzhi.casework.changes import Change
from xuzhi.casework.holding import check_office
from xuzhi.casework.models import ChangeRow
from xuzhi.casework.operations.ask_effects import ask_effects
from xuzhi.casework.proposals import checked_change, label_of
from xuzhi.casework.queries.editions import programme as programme_named
from xuzhi.casework.rule_refusals import ChangeWaiting
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream, record


def propose_change(
    programme: str,
    what: str,
    name: str,
    value: Any,
    *,
    from_on: date | None = None,
    names: Mapping[str, str] | None = None,
    reason: str,
    late_reason: str = "",
    actor: Actor,
    at: datetime,
) -> UUID:
    """Record what somebody wants changed, for a second person to approve (L6.3); gives the proposal's id.

    `what` is a sort of casework.changes, `value` what that sort takes, as typed or as JSON; `programme` is "" for the
    calendar. Nothing holds yet; what a value would do to cases is asked right away. Raises ProgrammeUnknown,
    OfficeOnly, ChangeReasonMissing, LateReasonMissing where it begins before today without a word why, ChangesNothing,
    ChangeWaiting, and what its sort raises.
    """
    check_office(actor)
    if programme:
        programme_named(programme)
    change = Change(programme, what, name, value, from_on, reason, late_reason, names or {}, str(uuid.uuid4()))
    with transaction.atomic():
        lock_stream(change.stream)
        change = checked_change(change, taipei_day(at))
        _check_alone(change)
        proposed = events.ChangeProposed(
            change_id=change.id,
            programme=change.programme,
            what=change.what,
            name=change.name,
            from_on=change.begins_on.isoformat(),
            value=change.value,
            reason=change.reason,
            late_reason=change.late_reason,
            names=dict(change.names),
        )
        record(change.stream, [proposed], actor=actor, at=at)
    ask_effects(change.id, actor=actor, at=at)
    return UUID(change.id)


def _check_alone(change: Change) -> None:
    """The same thing from the same day is proposed once; days of the calendar may come from several sources."""
    if change.what == "days":
        return
    sorts = {change.what, change.what.removeprefix("cancelled_").removeprefix("ended_")}
    waiting = ChangeRow.objects.filter(programme=change.programme, name=change.name, state="open", what__in=sorts)
    if change.what in ("parameter", "contact"):
        waiting = waiting.filter(from_on=change.begins_on)
    if (row := waiting.first()) is not None:
        raise ChangeWaiting(label=label_of(change), who=row.proposed_by, from_on=row.from_on)
