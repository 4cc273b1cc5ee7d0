"""The lists of a page: what they hold, how far they are, and a page of their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import DocumentView, QuestionView
from xuzhi.engine.answers import show_answer
from xuzhi.grants.lists.counting import Counts, counted
from xuzhi.grants.lists.matching import columns_of
from xuzhi.grants.lists.proving import Proved, proved
from xuzhi.kernel.actor import Actor
from xuzhi.rulebook.form import Question

A_PAGE = 50


@dataclass(frozen=True)
class ListedRow:
    """`place` among all rows, from 0; `double` says that an earlier row has the same number, `unproved` that it names
    no file that stands there."""

    place: int
    cells: tuple[str, ...]
    double: bool
    unproved: bool = False


@dataclass(frozen=True)
class Listed:
    view: QuestionView
    heads: tuple[str, ...]
    rows: tuple[ListedRow, ...]
    counts: Counts
    page: int
    pages: int
    proved: Proved | None = None
    only_lacking: bool = False


def listed(
    case_id: UUID, section: str, *, actor: Actor, at: datetime, page: int = 1, only_lacking: bool = False
) -> list[Listed]:
    """Every list of the page that is asked for; with `only_lacking` only the rows without their file. Raises
    CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    found = next((each for each in section_views(reading) if each.name == section), None)
    views = [each for each in found.questions if each.question.by_file and each.asked] if found else []
    documents = found.documents if found else ()
    return [_listed(reading, view, documents, page, only_lacking) for view in views]


def _listed(
    reading: Reading, view: QuestionView, documents: Sequence[DocumentView], page: int, only_lacking: bool
) -> Listed:
    question, rows = view.question, [] if view.problem else view.value or []
    columns = columns_of(question)
    told = proved(question, rows, documents)
    lacking = set(told.lacking) if told else set()
    only_lacking = only_lacking and bool(lacking)
    places = sorted(lacking) if only_lacking else range(len(rows))
    pages = max(1, -(-len(places) // A_PAGE))
    page = min(max(1, page), pages)
    doubles = _doubles(question, rows)
    shown = [
        ListedRow(
            place,
            tuple(show_answer(field, rows[place].get(field.name)) for field in columns),
            place in doubles,
            place in lacking,
        )
        for place in places[(page - 1) * A_PAGE : page * A_PAGE]
    ]
    goal = reading.edition.values.get(question.goal) if question.goal else None
    counts = counted(question, rows, None if goal is None else int(goal))
    heads = tuple(each.label for each in columns)
    return Listed(view, heads, tuple(shown), counts, page, pages, told, only_lacking)


def _doubles(question: Question, rows: Sequence[Mapping[str, Any]]) -> set[int]:
    """The places of rows whose number an earlier one has."""
    seen: set[Any] = set()
    found = set()
    for place, row in enumerate(rows if question.unique else ()):
        key = row.get(question.unique)
        if key is not None and key in seen:
            found.add(place)
        seen.add(key)
    return found
