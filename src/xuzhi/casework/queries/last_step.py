"""What was done in a case last, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.models import StepRow


@dataclass(frozen=True)
class LastStep:
    step: str
    key: str
    actor_name: str
    taken_at: datetime
    reason: str


def last_step(case_id: UUID | str) -> LastStep | None:
    """The last step that was taken; None before there is one. One query."""
    row = StepRow.objects.filter(case_id=case_id).order_by("-position").first()
    return LastStep(row.step, row.key, row.actor_name, row.taken_at, row.reason) if row is not None else None
