"""The rules as the office changes them: what is laid over the files, proposals, and questions about other values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from xuzhi.casework import rule_events as events
from xuzhi.casework.models import CalendarDay, ChangeRow, OverlayRow, WhatIfProgress, WhatIfRow
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector


def _lay(stored: StoredEvent, what: str, name: str, value: Any, **more: Any) -> None:
    event: Any = stored.event
    OverlayRow.objects.create(
        position=stored.position,
        programme=event.programme,
        sequence=stored.sequence,
        what=what,
        name=name,
        value=value,
        reason=event.reason,
        change_id=UUID(event.change_id) if event.change_id else None,
        set_by=stored.actor.name,
        set_at=stored.occurred_at,
        hash=stored.hash.hex(),
        **more,
    )


def _round_laid(stored: StoredEvent) -> None:
    event = cast(events.RoundAnnounced | events.RoundCancelled, stored.event)
    _lay(stored, "round", event.round["name"], event.round)


def _parameter_set(stored: StoredEvent) -> None:
    event = cast(events.ParameterSet, stored.event)
    _lay(stored, "parameter", event.name, event.value, from_on=date.fromisoformat(event.from_on), names=event.names)


def _contact_set(stored: StoredEvent) -> None:
    event = cast(events.ContactSet, stored.event)
    _lay(stored, "contact", "contact", event.contact, from_on=date.fromisoformat(event.from_on))


def _announcement_laid(stored: StoredEvent) -> None:
    event = cast(events.AnnouncementPublished | events.AnnouncementEnded, stored.event)
    ended = isinstance(event, events.AnnouncementEnded)
    _lay(stored, "announcement", event.announcement["id"], {**event.announcement, "ended": ended})


def _calendar_entry_added(stored: StoredEvent) -> None:
    event = cast(events.CalendarEntryAdded, stored.event)
    CalendarDay.objects.create(
        position=stored.position,
        day=date.fromisoformat(event.day),
        kind=event.kind,
        county=event.county,
        half=event.half,
        announced_at=datetime.fromisoformat(event.announced_at) if event.announced_at else None,
        source=event.source,
        why=event.why,
        change_id=UUID(event.change_id) if event.change_id else None,
        added_by=stored.actor.name,
        added_at=stored.occurred_at,
    )


def _change_proposed(stored: StoredEvent) -> None:
    event = cast(events.ChangeProposed, stored.event)
    ChangeRow.objects.create(
        id=UUID(event.change_id),
        position=stored.position,
        sequence=stored.sequence,
        programme=event.programme,
        what=event.what,
        name=event.name,
        from_on=date.fromisoformat(event.from_on),
        value=event.value,
        names=event.names,
        reason=event.reason,
        late_reason=event.late_reason,
        state="open",
        proposed_by=stored.actor.name,
        proposed_by_id=stored.actor.id,
        proposed_at=stored.occurred_at,
    )


def _decided(stored: StoredEvent, state: str, because: str) -> None:
    ChangeRow.objects.filter(id=cast(Any, stored.event).change_id).update(
        state=state, decided_by=stored.actor.name, decided_at=stored.occurred_at, decided_because=because
    )


def _change_approved(stored: StoredEvent) -> None:
    _decided(stored, "approved", cast(events.ChangeApproved, stored.event).note)


def _change_rejected(stored: StoredEvent) -> None:
    _decided(stored, "rejected", cast(events.ChangeRejected, stored.event).reason)


def _change_withdrawn(stored: StoredEvent) -> None:
    _decided(stored, "withdrawn", cast(events.ChangeWithdrawn, stored.event).reason)


def _whatif_asked(stored: StoredEvent) -> None:
    event = cast(events.WhatIfAsked, stored.event)
    WhatIfRow.objects.create(
        id=UUID(event.run_id),
        position=stored.position,
        programme=event.programme,
        kind=event.kind,
        values=event.values,
        on_day=date.fromisoformat(event.on),
        which=event.which,
        from_on=date.fromisoformat(event.from_on) if event.from_on else None,
        until_on=date.fromisoformat(event.until_on) if event.until_on else None,
        cases=event.cases,
        change_id=UUID(event.change_id) if event.change_id else None,
        asked_by=stored.actor.name,
        asked_at=stored.occurred_at,
    )


def _whatif_answered(stored: StoredEvent) -> None:
    event = cast(events.WhatIfAnswered, stored.event)
    WhatIfRow.objects.filter(id=event.run_id).update(
        answer=event.answer, problem=event.problem, answered_at=stored.occurred_at
    )
    WhatIfProgress.objects.filter(run_id=event.run_id).delete()


RULES = Projector(
    name="casework_rules",
    models=(OverlayRow, CalendarDay, ChangeRow, WhatIfRow),
    handles={
        events.RoundAnnounced: _round_laid,
        events.RoundCancelled: _round_laid,
        events.ParameterSet: _parameter_set,
        events.ContactSet: _contact_set,
        events.AnnouncementPublished: _announcement_laid,
        events.AnnouncementEnded: _announcement_laid,
        events.CalendarEntryAdded: _calendar_entry_added,
        events.ChangeProposed: _change_proposed,
        events.ChangeApproved: _change_approved,
        events.ChangeRejected: _change_rejected,
        events.ChangeWithdrawn: _change_withdrawn,
        events.WhatIfAsked: _whatif_asked,
        events.WhatIfAnswered: _whatif_answered,
    },
)
