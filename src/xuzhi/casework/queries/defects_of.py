"""What is or was to be corrected in a case, without the rest of its page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.defect_shapes import DefectView
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.round_views import defect_view
from xuzhi.kernel.actor import Actor


def defects_of(case_id: UUID | str, *, actor: Actor, at: datetime) -> tuple[DefectView, ...]:
    """Every item, the first letter's first. Three queries. Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    return tuple(defect_view(each, reading.kind) for each in reading.defects)
