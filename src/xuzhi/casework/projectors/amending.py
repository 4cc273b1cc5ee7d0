"""What was approved, and what changed it since."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.models import DecidedChange
from xuzhi.casework.projectors.rows import change_case, tell
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.tables import write


def keep_changes(stored: StoredEvent, event: events.DecisionMade) -> None:
    """What a decision was about, where it was about a change; and the first version of what is listed."""
    if "list" in event.effects:
        write("UPDATE casework_case SET version = greatest(version, 1) WHERE id = %s::uuid", [event.case_id])
    if event.about and event.changes:
        DecidedChange.objects.create(
            position=stored.position,
            case_id=UUID(event.case_id),
            about=UUID(event.about),
            decision=event.decision,
            changes=event.changes,
            decided_at=stored.occurred_at,
        )


def case_amended(stored: StoredEvent) -> None:
    event = cast(events.CaseAmended, stored.event)
    newest = DecidedChange.objects.filter(case_id=event.by_case).order_by("-position").values("position")[:1]
    DecidedChange.objects.filter(position__in=newest).update(version=event.version)
    change_case(event.case_id, stored, version=event.version, subject=event.subject)
    tell(event.case_id, stored, version=event.version, number=event.by_number, by_case=event.by_case)
