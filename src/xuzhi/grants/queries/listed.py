"""The lists of a page: what they hold, how far they are, and a page of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import QuestionView
from xuzhi.engine.answers import show_answer
from xuzhi.grants.lists.counting import Counts, counted
from xuzhi.grants.lists.matching import columns_of
from xuzhi.kernel.actor import Actor

A_PAGE = 50


@dataclass(frozen=True)
class ListedRow:
    """`place` among all rows, from 0; `double` says that an earlier row has the same number."""

    place: int
    cells: tuple[str, ...]
    double: bool


@dataclass(frozen=True)
class Listed:
    view: QuestionView
    heads: tuple[str, ...]
    rows: tuple[ListedRow, ...]
    counts: Counts
    page: int
    pages: int


def listed(case_id: UUID, section: str, *, actor: Actor, at: datetime, page: int = 1) -> list[Listed]:
    """Every list of the page that is asked for. Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    found = next((each for each in section_views(reading) if each.name == section), None)
    views = [each for each in found.questions if each.question.by_file and each.asked] if found else []
    return [_listed(reading, view, page) for view in views]


def _listed(reading: Reading, view: QuestionView, page: int) -> Listed:
    question, rows = view.question, [] if view.problem else view.value or []
    columns = columns_of(question)
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * A_PAGE
    shown = []
    seen = {row.get(question.unique) for row in rows[:first]} if question.unique else set()
    for place, row in enumerate(rows[first : first + A_PAGE], first):
        key = row.get(question.unique) if question.unique else None
        cells = tuple(show_answer(field, row.get(field.name)) for field in columns)
        shown.append(ListedRow(place, cells, key is not None and key in seen))
        seen.add(key)
    goal = reading.edition.values.get(question.goal) if question.goal else None
    counts = counted(question, rows, None if goal is None else int(goal))
    return Listed(view, tuple(each.label for each in columns), tuple(shown), counts, page, pages)
