"""What the office takes out of the system."""

from __future__ import annotations

from typing import cast

from xuzhi.casework import events
from xuzhi.casework.models import Export
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


OFFICE = Projector(
    name="casework_office",
    models=(Export,),
    handles={
        events.RecordsExported: _records_exported,
    },
)
