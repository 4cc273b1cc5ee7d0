"""What belongs to a case: the one it is about, what it would change there, those about it, versions agreed to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.about_shapes import Related
from xuzhi.casework.queries.about_views import related_of
from xuzhi.casework.queries.reading import Reading
from xuzhi.kernel.actor import Actor


def related(case_id: UUID | str, *, actor: Actor, at: datetime) -> Related:
    """Raises CaseUnknown, NotYours."""
    return related_of(Reading(case_id, actor=actor, at=at))
