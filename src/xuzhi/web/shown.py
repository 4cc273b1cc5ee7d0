"""Answers to read: every value as people write it, records row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xuzhi.casework.queries.shapes import DefectView, QuestionView, SectionView
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.texts import current_language
from xuzhi.rulebook.model import Question


@dataclass(frozen=True)
class Shown:
    """One question with its answer. `rows` holds a record each, as (label, value) pairs."""

    name: str
    label: str
    clause: str
    value: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    problem: str
    source: str
    as_of: date | None
    register_shown: str
    given_by: str
    given_at: datetime | None
    confidential: bool
    defects: tuple[DefectView, ...]

    @property
    def disputed(self) -> bool:
        return self.source == "disputed"


def show_question(view: QuestionView) -> Shown:
    """The answer of one question, read out in full."""
    question = view.question
    return Shown(
        question.name,
        question.label,
        question.clause,
        view.shown or (view.raw if isinstance(view.raw, str) else ""),
        _rows(question, view.value),
        view.problem,
        view.source,
        view.as_of,
        view.register_shown,
        view.given_by,
        view.given_at,
        question.confidential,
        view.defects,
    )


def sections_shown(sections: Iterable[SectionView]) -> list[tuple[SectionView, list[Shown]]]:
    """Every section in which something is asked, with its answers."""
    return [
        (section, [show_question(each) for each in section.questions if each.asked])
        for section in sections
        if section.state != "not_asked"
    ]


def _rows(question: Question, value: Any) -> tuple[tuple[tuple[str, str], ...], ...]:
    if question.type != "records" or not isinstance(value, list | tuple):
        return ()
    return tuple(tuple(_cells(question, record)) for record in value if isinstance(record, dict))


def _cells(question: Question, record: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for cell in question.fields:
        if record.get(cell.name) is not None:
            yield cell.label, show_answer(cell, record[cell.name], current_language())
