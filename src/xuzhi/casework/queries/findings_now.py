"""What the rules would find in the case as it stands now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.judging import find
from xuzhi.casework.queries.finding_views import fresh_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import FindingView
from xuzhi.kernel.actor import Actor


def findings_now(case_id: UUID | str, *, actor: Actor, at: datetime) -> list[FindingView]:
    """A dry run of every check, required answer and document; nothing is recorded. Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    return list(fresh_views(reading, find(reading.held, reading.file)))
