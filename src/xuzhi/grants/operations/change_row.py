"""Write, change or take out one row of a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.queries.task_list import section_of
from xuzhi.engine.answers import read_answer
from xuzhi.grants.lists.refusals import ListClosed, ListMovedOn
from xuzhi.grants.lists.typing_again import typed_rows
from xuzhi.grants.refusals import NothingToWrite
from xuzhi.kernel.actor import Actor


def change_row(
    case_id: UUID,
    section: str,
    question: str,
    place: int | None,
    row: Mapping[str, Any] | None,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Put `row` (as typed) in the place, or at the end where `place` is None; without a row, take that one out.

    `seen` is the version of the list that was looked at. Raises AnswerInvalid with the cells that are wrong,
    ListClosed, ListMovedOn, NothingToWrite, and what saving raises.
    """
    views = section_of(case_id, section, actor=actor, at=at).questions
    view = next((each for each in views if each.question.name == question and each.question.by_file), None)
    if view is None:
        raise NothingToWrite()
    if not view.editable:
        raise ListClosed(label=view.question.label, clause=view.question.clause or None)
    rows = typed_rows(view.question, [] if view.problem else view.value or [])
    if place is not None and place >= len(rows):
        raise ListMovedOn(by=view.given_by, clause=view.question.clause or None)
    if row is not None:
        read_answer(view.question, [row])
    rows[len(rows) if place is None else place : len(rows) if place is None else place + 1] = (
        [] if row is None else [dict(row)]
    )
    result = save_answers(case_id, {question: rows}, seen={question: seen}, actor=actor, at=at)
    if question in result.conflicts:
        raise ListMovedOn(by=result.conflicts[question].given_by, clause=view.question.clause or None)
    if question in result.invalid:
        raise result.invalid[question]
