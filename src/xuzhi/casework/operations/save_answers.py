"""What a person typed is kept: what can be read as an answer, what cannot with the reason why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.editing import Openness, check_among_defects, check_editable, held_openness
from xuzhi.casework.folding import answerable
from xuzhi.casework.holding import Held, check_party, hold
from xuzhi.casework.judging import File, looked_up_by, open_file
from xuzhi.casework.lettering import LETTER_LANGUAGE
from xuzhi.casework.models import Answer
from xuzhi.casework.refusals import FilledElsewhere, QuestionUnknown
from xuzhi.casework.saving import SaveResult as SaveResult
from xuzhi.casework.saving import Saving, read_raw
from xuzhi.casework.saving import Theirs as Theirs
from xuzhi.engine.form import applicable_questions
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.rulebook.model import Question


def save_answers(
    case_id: UUID, answers: Mapping[str, Any], *, seen: Mapping[str, int], actor: Actor, at: datetime
) -> SaveResult:
    """Keep the raw answers by question; each only over the version that its writer had `seen` (0: none).

    A question whose answer has moved on since, to something else, is a conflict and is not written. An empty answer
    clears. What an earlier case brought along gives way to whoever answers without having seen it. Raises
    CaseUnknown, NotYours, ApplicantOnly, CaseEnded, NotEditable; and, before anything is written,
    QuestionUnknown, NotAmongDefects and FilledElsewhere.
    """
    with transaction.atomic():
        held = hold(case_id, at)
        check_party(actor, held.case)
        may = held_openness(held)
        check_editable(held, may)
        file = open_file(held)
        stored = {answer.question: answer for answer in file.answers}
        saving = Saving(held, stored)
        for name, raw in answers.items():
            question = _question(held, name)
            _check_open(held, may, question, file, raw, stored.get(name))
            saving.take(question, raw, seen.get(name))
        if saving.given:
            record(held.stream, saving.given, actor=actor, at=at)
            _look_up(held, saving, stored)
    return saving.result


def _look_up(held: Held, saving: Saving, stored: Mapping[str, Answer]) -> None:
    """What the company register fills by a number that was just given is there at once."""
    new = {each.question: each.value for each in saving.given}
    values = {name: answer.value for name, answer in stored.items()} | new
    with use_language(LETTER_LANGUAGE):
        told = looked_up_by(held, new, values)
    if told:
        record(held.stream, told, actor=Actor.system("registers"), at=held.at)


def _question(held: Held, name: str) -> Question:
    try:
        return held.kind.question(name)
    except KeyError:
        raise QuestionUnknown(question=name) from None


def _check_open(held: Held, may: Openness, question: Question, file: File, raw: Any, stored: Answer | None) -> None:
    """A field that came along unchanged is no attempt to change it; what a correction newly asks may be answered."""
    if not answerable(question, file.folded.register):
        if read_raw(question, raw)[0] not in (None, file.folded.facts.get(question.name)):
            raise FilledElsewhere(label=question.label, clause=question.clause or None)
        return
    if may.question(question.name) or not held.case.submitted_at:
        return
    same = read_raw(question, raw)[0] == (stored.value if stored else None)
    unanswered = stored is None or stored.value is None
    check_among_defects(same or (unanswered and _newly_due(held, file, question)), question.label)


def _newly_due(held: Held, file: File, question: Question) -> bool:
    due = applicable_questions(held.edition, held.kind.name, file.facts, held.judged_on)
    return any(each.question.name == question.name and each.required is True for each in due)
