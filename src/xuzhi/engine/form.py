"""The form that a case kind makes for some facts: which questions are asked, what must be answered and attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuzhi.engine.verdicts import Situated, evaluate
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.model import Document, Question, Section


@dataclass(frozen=True)
class AskedQuestion:
    """`asked` is None while an earlier answer is missing on which it depends (show it or not, but do not demand it).

    `required` likewise. `filled` says who else answers: a register, the platform, or nobody (empty).
    """

    question: Question
    asked: bool | None
    required: bool | None
    filled: str


@dataclass(frozen=True)
class AskedDocument:
    document: Document
    asked: bool | None
    required: bool | None


@dataclass(frozen=True)
class FormSection:
    section: Section
    questions: tuple[AskedQuestion, ...]
    documents: tuple[AskedDocument, ...]

    @property
    def is_asked(self) -> bool:
        """Whether there is anything here for the applicant."""
        return any(
            asked is not False
            for asked in [each.asked for each in self.questions] + [each.asked for each in self.documents]
        )


def form_of(edition: Edition, kind: str, facts: Mapping[str, Any], on: date) -> tuple[FormSection, ...]:
    """The sections in order, each with its questions and documents. What names no section stands in the last one."""
    case = edition.case(kind)
    questions, documents = (
        applicable_questions(edition, kind, facts, on),
        applicable_documents(edition, kind, facts, on),
    )
    sections = case.sections or (Section(name="all", label=case.title),)
    last = sections[-1].name

    def belongs(section: str) -> str:
        # What another kind lent with a page that is not asked again stands on no page.
        return section or last

    return tuple(
        FormSection(
            section,
            tuple(each for each in questions if belongs(each.question.section) == section.name),
            tuple(each for each in documents if belongs(each.document.section) == section.name),
        )
        for section in sections
    )


def applicable_questions(edition: Edition, kind: str, facts: Mapping[str, Any], on: date) -> tuple[AskedQuestion, ...]:
    """Every question of the kind with whether it is asked and must be answered."""
    case = edition.case(kind)
    return tuple(
        AskedQuestion(each, *_due(edition, each, facts, on), each.register or each.filled_by or each.by)
        for each in case.questions
    )


def applicable_documents(edition: Edition, kind: str, facts: Mapping[str, Any], on: date) -> tuple[AskedDocument, ...]:
    return tuple(AskedDocument(each, *_due(edition, each, facts, on)) for each in edition.case(kind).documents)


def required_documents(edition: Edition, kind: str, facts: Mapping[str, Any], on: date) -> tuple[Document, ...]:
    """The documents that these facts make due for certain."""
    return tuple(each.document for each in applicable_documents(edition, kind, facts, on) if each.required)


def _due(
    edition: Edition, entry: Question | Document, facts: Mapping[str, Any], on: date
) -> tuple[bool | None, bool | None]:
    """What is asked at a stage of its own is no part of what is handed in first: `due_at` says what is due there."""
    asked = holds(edition, entry.when, facts, on)
    if asked is False:
        return False, False
    if entry.stages:
        return asked, False
    required = holds(edition, entry.required, facts, on)
    return asked, None if asked is None and required is not False else required


def due_at(
    edition: Edition, kind: str, stage: str, facts: Mapping[str, Any], on: date
) -> tuple[Question | Document, ...]:
    """Questions and documents that are asked at that stage alone and must be there before it is left."""
    case = edition.case(kind)
    entries: list[Question | Document] = [*case.questions, *case.documents]
    return tuple(
        each
        for each in entries
        if stage in each.stages and holds(edition, each.when, facts, on) and holds(edition, each.required, facts, on)
    )


def holds(edition: Edition, condition: bool | Expression | None, facts: Mapping[str, Any], on: date) -> bool | None:
    """A condition's value; without one it holds."""
    if condition is None or isinstance(condition, bool):
        return condition is not False
    value: bool | None = evaluate(condition, Situated(facts, edition.values, on))
    return value


def unanswered_fields(question: Question, records: tuple[Mapping[str, Any], ...]) -> list[str]:
    """Names of the fields of records that must be answered and are not: `machine_rooms[0].country`."""
    return [
        f"{question.name}[{position}].{field.name}"
        for position, record in enumerate(records)
        for field in question.fields
        if field.required is True and record.get(field.name) is None
    ]
