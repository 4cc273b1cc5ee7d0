"""What a firm goes through section by section before it confirms that all of it still holds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.confirming import sections_to_confirm
from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import SectionView
from xuzhi.kernel.actor import Actor


def to_confirm(case_id: UUID | str, *, actor: Actor, at: datetime) -> tuple[SectionView, ...]:
    """The sections that a step with the need `confirmation` wants, as they stand. Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    names = {section.name for section in sections_to_confirm(reading.held, reading.file)}
    return tuple(view for view in section_views(reading) if view.name in names)
