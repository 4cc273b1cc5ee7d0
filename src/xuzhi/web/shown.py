"""Answers to read: every value as people write it, records row by row, files by name and picture."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from xuzhi.casework.queries.shapes import Attached, DefectView, QuestionView, SectionView
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.texts import current_language
from xuzhi.rulebook.model import Question

DRAWN = ("image", "pdf")
"""Kinds of files whose first page can be shown as a picture."""


@dataclass(frozen=True)
class ShownFile:
    """A file that an answer means; `picture` is where its first page is drawn."""

    sha256: str
    name: str
    url: str = ""
    picture: str = ""


class Cell(NamedTuple):
    """One field of a record, with its files where it is a file."""

    label: str
    value: str
    files: tuple[ShownFile, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One question with its answer. `rows` holds a record each."""

    name: str
    label: str
    clause: str
    value: str
    rows: tuple[tuple[Cell, ...], ...]
    problem: str
    source: str
    as_of: date | None
    register_shown: str
    given_by: str
    given_at: datetime | None
    confidential: bool
    defects: tuple[DefectView, ...]
    files: tuple[ShownFile, ...] = ()
    from_case: str = ""
    filled: bool = False  # by a register or the platform, not by people

    @property
    def disputed(self) -> bool:
        return self.source == "disputed"


type Files = Mapping[str, ShownFile]
"""Attached files by SHA-256."""


def show_question(view: QuestionView, files: Files | None = None) -> Shown:
    """The answer of one question, read out in full, with those of the case's files that it means."""
    question, known = view.question, files or {}
    return Shown(
        question.name,
        question.label,
        question.clause,
        view.shown or (view.raw if isinstance(view.raw, str) else ""),
        _rows(question, view.value, known),
        view.problem,
        view.source,
        view.as_of,
        view.register_shown,
        view.given_by,
        view.given_at,
        question.confidential,
        view.defects,
        _meant(question, view.value, known),
        view.from_case,
        bool(question.register or question.filled_by or question.by),
    )


def sections_shown(
    sections: Iterable[SectionView], files: Files | None = None
) -> list[tuple[SectionView, list[Shown]]]:
    """Every section in which something is asked, with its answers."""
    return [
        (section, [show_question(each, files) for each in section.questions if each.asked])
        for section in sections
        if section.state != "not_asked"
    ]


def attached_files(sections: Iterable[SectionView], address: Callable[[Attached, bool], str]) -> dict[str, ShownFile]:
    """The files in force of a case; `address` says where one is kept and, with true, where its first page is drawn."""
    attached = [each for section in sections for document in section.documents for each in document.attached]
    return {
        each.sha256: ShownFile(
            each.sha256, each.name, address(each, False), address(each, True) if each.kind in DRAWN else ""
        )
        for each in attached
    }


def _rows(question: Question, value: Any, files: Files) -> tuple[tuple[Cell, ...], ...]:
    if question.type != "records" or not isinstance(value, list | tuple):
        return ()
    return tuple(tuple(_cells(question, record, files)) for record in value if isinstance(record, dict))


def _cells(question: Question, record: dict[str, Any], files: Files) -> Iterable[Cell]:
    for cell in question.fields:
        if (held := record.get(cell.name)) is not None:
            yield Cell(cell.label, show_answer(cell, held, current_language()), _meant(cell, held, files))


def _meant(question: Question, value: Any, files: Files) -> tuple[ShownFile, ...]:
    if question.type != "file" or not isinstance(value, list | tuple):
        return ()
    return tuple(files[each] for each in value if each in files)
