"""Events to the rows of funded plans."""

from __future__ import annotations

from typing import cast

from xuzhi.grants.likeness import events
from xuzhi.grants.likeness.models import FundedList, FundedPlan
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector


def _imported(stored: StoredEvent) -> None:
    event = cast(events.FundedListImported, stored.event)
    FundedList.objects.create(
        id=event.list_id,
        title=event.title,
        file_sha256=event.file_sha256,
        plans=event.plans,
        imported_by=stored.actor.name,
        imported_at=stored.occurred_at,
    )


def _listed(stored: StoredEvent) -> None:
    event = cast(events.FundedPlanListed, stored.event)
    FundedPlan.objects.create(
        id=event.plan_id,
        of_id=event.list_id,
        title=event.title,
        firm_name=event.firm_name,
        firm_ubn=event.firm_ubn,
        year=event.year,
        authority=event.authority,
        text=event.text,
    )


FUNDED = Projector(
    name="funded",
    models=(FundedList, FundedPlan),
    handles={events.FundedListImported: _imported, events.FundedPlanListed: _listed},
)
