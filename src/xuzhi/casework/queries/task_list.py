"""The applicant's task list: the sections of the form and what is left in each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import SectionView, TaskList
from xuzhi.casework.refusals import SectionUnknown
from xuzhi.casework.rounds import needs_round, next_round, open_rounds
from xuzhi.kernel.actor import Actor


def task_list(case_id: UUID | str, *, actor: Actor, at: datetime) -> TaskList:
    """`ready` when nothing due is left and a round takes the case now. Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    sections = section_views(reading)
    left = sum(section.to_answer for section in sections)
    taking = open_rounds(reading.edition, reading.kind, at)
    in_time = bool(taking) or not needs_round(reading.edition, reading.kind)
    return TaskList(
        case=reading.row,
        sections=sections,
        ready=left == 0 and in_time,
        left=left,
        editable=reading.may.anything or reading.correcting,
        round=taking[0] if taking else None,
        next_round=next_round(reading.edition, reading.kind, at),
    )


def section_of(case_id: UUID | str, name: str, *, actor: Actor, at: datetime) -> SectionView:
    """One section. Raises CaseUnknown, NotYours, SectionUnknown."""
    for section in task_list(case_id, actor=actor, at=at).sections:
        if section.name == name:
            return section
    raise SectionUnknown(section=name)
