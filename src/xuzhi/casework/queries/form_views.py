"""The form of a case: sections with questions, documents, answers and what is left to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from xuzhi.casework.carrying import fill_waits, waits_for_confirmation
from xuzhi.casework.editing import Openness, officer_openness
from xuzhi.casework.folding import SUBMITTED_AT, answerable
from xuzhi.casework.inspected import inspection_in
from xuzhi.casework.models import Answer, Attachment
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.round_views import defect_view
from xuzhi.casework.queries.shapes import (
    Attached,
    DocumentView,
    QuestionView,
    SectionView,
)
from xuzhi.engine.answers import AnswerInvalid, read_answer, show_answer
from xuzhi.engine.form import AskedDocument, AskedQuestion, FormSection, due_at, holds
from xuzhi.rulebook.checking_documents import ATTACHED
from xuzhi.rulebook.model import Question


def section_views(reading: Reading) -> tuple[SectionView, ...]:
    """Every section of the form, in order."""
    maker = _Maker(reading)
    return tuple(maker.section(section) for section in reading.form)


def attached_view(row: Attachment, *, removable: bool = False) -> Attached:
    return Attached(
        id=row.id,
        document=row.document,
        sha256=row.sha256,
        name=row.name,
        size=row.size,
        kind=row.kind,
        note=row.note,
        attached_by=row.attached_by,
        attached_at=row.attached_at,
        submission=row.submission,
        superseded_at=row.superseded_at,
        removable=removable,
        inspection=inspection_in(row),
    )


class _Maker:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.folded = reading.file.folded
        self.answers = {answer.question: answer for answer in reading.file.answers}
        standing = (each for each in reading.defects if each.state not in ("closed", "accepted"))
        self.defects = [defect_view(each, reading.kind) for each in standing]
        self.stage = reading.case.stage
        rules, facts = reading.edition, reading.file.facts
        due = due_at(rules, reading.kind.name, self.stage, facts, reading.held.judged_on)
        self.due = {each.name for each in due}
        self.of_office = officer_openness(reading.case, reading.kind) if reading.of_office else Openness(False)

    def section(self, section: FormSection) -> SectionView:
        questions = tuple(self.question(each, section.section.name) for each in section.questions)
        documents = tuple(self.document(each, section.section.name) for each in section.documents)
        answered, left = _progress(questions, documents)
        return SectionView(
            name=section.section.name,
            label=section.section.label,
            hint=section.section.hint,
            state=_state(section, questions, documents, answered, left),
            answered=answered,
            to_answer=left,
            questions=questions,
            documents=documents,
            shows=section.section.shows,
        )

    def question(self, asked: AskedQuestion, section: str) -> QuestionView:
        question, folded = asked.question, self.folded
        name, answer = question.name, self.answers.get(question.name)
        value = None if name == SUBMITTED_AT and self.reading.case.submitted_at is None else folded.facts.get(name)
        registered = folded.register.get(name)
        return QuestionView(
            question=self._offered(question),
            section=section,
            asked=_is_asked(asked.asked, given=value is not None) and not self._says_nothing(question, value),
            required=name in self.due or (asked.required is True and not asked.filled),
            editable=self._editable(question, asked, answer),
            value=value,
            shown=show_answer(question, value),
            raw=answer.raw if answer else None,
            problem=_problem(question, answer),
            version=answer.version if answer else 0,
            source=folded.sources.get(name, ""),
            as_of=folded.as_of.get(name),
            register_value=registered,
            register_shown=show_answer(question, registered),
            given_by=answer.given_by if answer else "",
            given_at=answer.given_at if answer else None,
            defects=tuple(each for each in self.defects if name in each.opens_questions),
            from_case=answer.from_case if answer else "",
            waits=asked.asked is True and self._waits(question, answer),
        )

    def _offered(self, question: Question) -> Question:
        """The question with the answers that there are to choose from now."""
        if all(each.when is None for each in question.of):
            return question
        reading = self.reading
        facts, on = reading.file.facts, reading.held.judged_on
        kept = tuple(each for each in question.of if holds(reading.edition, each.when, facts, on) is not False)
        return replace(question, of=kept)

    def _waits(self, question: Question, answer: Answer | None) -> bool:
        carried = answer is not None and waits_for_confirmation(answer)
        return carried or fill_waits(question, self.folded, self.reading.case)

    def _says_nothing(self, question: Question, value: Any) -> bool:
        """What nobody is asked, and nobody has answered yet, is no news to an applicant; nor to anybody what is asked
        at another stage."""
        if question.filled_by == ATTACHED:  # the list that names the files shows it row by row
            return True
        if question.stages and self.stage not in question.stages and value is None:
            return True
        others = bool(question.filled_by or question.by) or (bool(question.register) and not question.required)
        return others and not question.disputable and value is None and not self.reading.of_office

    def _editable(self, question: Question, asked: AskedQuestion, answer: Answer | None) -> bool:
        if question.by:
            return self.of_office.question(question.name)
        if not answerable(question, self.folded.register):
            return False
        if self.reading.may.question(question.name):
            return True
        # A correction may raise questions that nobody was asked before.
        newly_asked = asked.required is True and (answer is None or answer.value is None)
        return self.reading.correcting and newly_asked and not asked.filled

    def document(self, asked: AskedDocument, section: str) -> DocumentView:
        document, reading = asked.document, self.reading
        rows = [each for each in reading.file.attachments if each.document == document.name and not each.detached_at]
        current = [each for each in rows if each.superseded_at is None]
        newly_asked = reading.correcting and asked.required is True and not current
        editable = reading.may.document(document.name) or newly_asked
        required = asked.required is True or document.name in self.due
        needed = max(document.at_least, 1) if required else 0
        elsewhere = bool(document.stages) and self.stage not in document.stages and not rows
        return DocumentView(
            document=document,
            section=section,
            asked=_is_asked(asked.asked, given=bool(current)) and not elsewhere,
            required=required,
            editable=editable,
            attached=tuple(attached_view(each, removable=editable and each.submission is None) for each in current),
            earlier=tuple(attached_view(each) for each in rows if each.superseded_at is not None),
            enough=len(current) >= needed,
            defects=tuple(each for each in self.defects if document.name in each.opens_documents),
        )


def _is_asked(asked: bool | None, *, given: bool) -> bool:
    """What depends on an answer that is still missing is not put to people until that answer is there."""
    return asked is True or (asked is None and given)


def _problem(question: Question, answer: Answer | None) -> str:
    """Why the text kept cannot be read, in the reader's language."""
    if answer is None or not answer.problem:
        return ""
    try:
        read_answer(question, answer.raw)
    except AnswerInvalid as problem:
        return problem.says
    return answer.problem


def _progress(questions: Iterable[QuestionView], documents: Iterable[DocumentView]) -> tuple[int, int]:
    """How much of what is due was given, and how much is left."""
    answered = left = 0
    for question in questions:
        if not question.asked:
            continue
        if question.problem or question.waits:
            left += 1
        elif question.value not in (None, []) and not (question.question.filled_by or question.question.by):
            answered += 1
        elif question.required and not question.question.by:
            left += 1
    for document in documents:
        if document.asked and document.attached:
            answered += 1
        if document.asked and not document.enough:
            left += 1
    return answered, left


def _state(
    section: FormSection,
    questions: Iterable[QuestionView],
    documents: Iterable[DocumentView],
    answered: int,
    left: int,
) -> str:
    if not section.is_asked or not (any(each.asked for each in questions) or any(each.asked for each in documents)):
        return "not_asked"
    defects = [d for question in questions for d in question.defects]
    defects += [d for document in documents for d in document.defects]
    wrong = any(defect.state == "open" for defect in defects)
    if wrong or any(question.problem and question.asked for question in questions):
        return "problem"
    if not left:
        return "done"
    typed = any(each.source in ("typed", "carried", "disputed", "amended") for each in questions)
    return "in_progress" if typed or any(each.attached for each in documents) else "not_started"
