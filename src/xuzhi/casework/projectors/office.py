"""What the office takes out of the system, keeps for itself, and asks registers in bulk."""

from __future__ import annotations

from datetime import date
from typing import cast

from xuzhi.casework import events
from xuzhi.casework.models import Export, LookUpRequest, SavedView
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector


def _records_exported(stored: StoredEvent) -> None:
    event = cast(events.RecordsExported, stored.event)
    Export.objects.create(
        position=stored.position,
        what=event.what,
        format=event.format,
        filters=event.filters,
        rows=event.rows,
        cases=event.cases,
        actor_id=stored.actor.id,
        actor_name=stored.actor.name,
        actor_role=stored.actor.role,
        at=stored.occurred_at,
    )


def _view_saved(stored: StoredEvent) -> None:
    event = cast(events.ViewSaved, stored.event)
    kept = {"query": event.query, "position": stored.position}
    SavedView.objects.update_or_create(owner_id=stored.actor.id, name=event.name, defaults=kept)


def _view_forgotten(stored: StoredEvent) -> None:
    event = cast(events.ViewForgotten, stored.event)
    SavedView.objects.filter(owner_id=stored.actor.id, name=event.name).delete()


def _look_ups_requested(stored: StoredEvent) -> None:
    event = cast(events.LookUpsRequested, stored.event)
    LookUpRequest.objects.create(
        id=event.look_up_id,
        numbers=event.numbers,
        purpose=event.purpose,
        on=date.fromisoformat(event.on),
        asked_by=stored.actor.name,
        asked_by_id=stored.actor.id,
        asked_at=stored.occurred_at,
    )


OFFICE = Projector(
    name="casework_office",
    models=(Export, SavedView, LookUpRequest),
    handles={
        events.RecordsExported: _records_exported,
        events.ViewSaved: _view_saved,
        events.ViewForgotten: _view_forgotten,
        events.LookUpsRequested: _look_ups_requested,
    },
)
