"""Which rows of a list have their file: a field names it, and one file may prove many rows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.casework.naming_files import field_that_names, places_lacking
from xuzhi.casework.queries.shapes import DocumentView, QuestionView, SectionView
from xuzhi.rulebook.form import Question


@dataclass(frozen=True)
class Proved:
    """Of a list: how many rows name a file that stands there, and the places of those that do not."""

    label: str
    document: str
    document_label: str
    rows: int
    lacking: tuple[int, ...]

    @property
    def proved(self) -> int:
        return self.rows - len(self.lacking)


def proved(question: Question, rows: Sequence[Mapping[str, Any]], documents: Iterable[DocumentView]) -> Proved | None:
    """None where the list names no files."""
    field = field_that_names(question)
    if field is None:
        return None
    there = next((each for each in documents if each.document.name == field.names_file), None)
    lacking = places_lacking(rows, field.name, [each.name for each in (there.attached if there else ())])
    label = there.document.label if there else field.label
    return Proved(question.label, field.names_file, label, len(rows), lacking)


def proofs_in(sections: Iterable[SectionView]) -> list[tuple[Proved, tuple[str, ...]]]:
    """Every list of a case that names files, with what its rows without one are called."""
    sections = list(sections)
    documents = [each for section in sections for each in section.documents]
    found = []
    for view in (each for section in sections for each in section.questions if each.asked and each.question.by_file):
        rows = _rows(view)
        told = proved(view.question, rows, documents)
        if told is not None and rows:
            found.append((told, tuple(_name(view.question, rows[place]) for place in told.lacking)))
    return found


def _rows(view: QuestionView) -> Sequence[Mapping[str, Any]]:
    return [] if view.problem else view.value or []


def _name(question: Question, row: Mapping[str, Any]) -> str:
    """What people call a row: its name, else its number."""
    return str(row.get("name") or row.get(question.unique) or "")
