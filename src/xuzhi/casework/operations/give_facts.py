"""Another room tells a case what came of its own work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import hold
from xuzhi.casework.models import GivenFact
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def give_facts(case_id: UUID, facts: Mapping[str, Any], *, source: str, actor: Actor, at: datetime) -> bool:
    """Keep the facts that the kind asks the platform for, by dotted name, JSON-safe; None takes one away.

    Guards and checks see them from now on. Gives whether anything was told anew. Raises CaseUnknown.
    """
    with transaction.atomic():
        held = hold(case_id, at)
        asked = {each.name for each in held.kind.questions if each.filled_by}
        known = {row.name: row.value for row in GivenFact.objects.filter(case=held.case)}
        told = {name: value for name, value in facts.items() if name in asked and known.get(name) != value}
        if not told:
            return False
        given = events.FactsGiven(case_id=str(held.case.id), source=source, facts=told)
        record(held.stream, [given], actor=actor, at=at)
    return True
