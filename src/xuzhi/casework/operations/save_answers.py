"""What a person typed is kept: what can be read as an answer, what cannot with the reason why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.carrying import waits_for_confirmation
from xuzhi.casework.editing import Openness, check_among_defects, check_editable, held_openness
from xuzhi.casework.folding import answerable
from xuzhi.casework.holding import Held, check_party, hold
from xuzhi.casework.judging import File, open_file
from xuzhi.casework.models import Answer
from xuzhi.casework.refusals import FilledElsewhere, QuestionUnknown
from xuzhi.engine.answers import AnswerInvalid, read_answer
from xuzhi.engine.form import applicable_questions
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.rulebook.model import Question


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote meanwhile, and what was typed here; nothing of the two is lost."""

    value: Any
    raw: Any
    version: int
    given_by: str
    given_at: datetime
    mine: Any


@dataclass(frozen=True)
class SaveResult:
    """What came of each question: its new version, why it could not be read, or whose answer it met.

    Unreadable text is kept as well (`saved` has its version), so that the page can show it again beside the reason.
    """

    saved: Mapping[str, int] = field(default_factory=dict)
    invalid: Mapping[str, Refusal] = field(default_factory=dict)
    conflicts: Mapping[str, Theirs] = field(default_factory=dict)
    unchanged: frozenset[str] = frozenset()


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
        saving = _Saving(held, stored)
        for name, raw in answers.items():
            question = _question(held, name)
            _check_open(held, may, question, file, raw, stored.get(name))
            saving.take(question, raw, seen.get(name))
        if saving.given:
            record(held.stream, saving.given, actor=actor, at=at)
    return SaveResult(saving.saved, saving.invalid, saving.conflicts, frozenset(saving.unchanged))


def _question(held: Held, name: str) -> Question:
    try:
        return held.kind.question(name)
    except KeyError:
        raise QuestionUnknown(question=name) from None


def _check_open(held: Held, may: Openness, question: Question, file: File, raw: Any, stored: Answer | None) -> None:
    """A field that came along unchanged is no attempt to change it; what a correction newly asks may be answered."""
    if not answerable(question, file.folded.register):
        if _read(question, raw)[0] not in (None, file.folded.facts.get(question.name)):
            raise FilledElsewhere(label=question.label, clause=question.clause or None)
        return
    if may.question(question.name) or not held.case.submitted_at:
        return
    same = _read(question, raw)[0] == (stored.value if stored else None)
    unanswered = stored is None or stored.value is None
    check_among_defects(same or (unanswered and _newly_due(held, file, question)), question.label)


def _newly_due(held: Held, file: File, question: Question) -> bool:
    due = applicable_questions(held.edition, held.kind.name, file.facts, held.judged_on)
    return any(each.question.name == question.name and each.required is True for each in due)


class _Saving:
    """Sorts what was typed into saved, invalid, in conflict and unchanged."""

    def __init__(self, held: Held, stored: Mapping[str, Answer]) -> None:
        self.held, self.stored = held, stored
        self.given: list[events.AnswerGiven] = []
        self.saved: dict[str, int] = {}
        self.invalid: dict[str, Refusal] = {}
        self.conflicts: dict[str, Theirs] = {}
        self.unchanged: set[str] = set()

    def take(self, question: Question, raw: Any, seen: int | None) -> None:
        name, before = question.name, self.stored.get(question.name)
        unseen = seen is None and before is not None and waits_for_confirmation(before)
        value, problem = _read(question, raw)
        if problem is not None:
            self.invalid[name] = problem
        kept_raw = raw if problem is not None else None
        if _same(before, value, kept_raw) and not unseen:
            self.unchanged.add(name)
            return
        if before is not None and before.version != (seen or 0) and not unseen:
            self.invalid.pop(name, None)
            self.conflicts[name] = Theirs(
                before.value, before.raw, before.version, before.given_by, before.given_at, raw
            )
            return
        version = (before.version if before is not None else 0) + 1
        self.saved[name] = version
        self.given.append(
            events.AnswerGiven(
                case_id=str(self.held.case.id),
                question=name,
                value=value,
                version=version,
                raw=kept_raw,
                problem=_says(problem),
                names_case=name == self.held.kind.subject,
            )
        )


def _read(question: Question, raw: Any) -> tuple[Any, Refusal | None]:
    try:
        return read_answer(question, raw), None
    except AnswerInvalid as problem:
        return None, problem


def _same(before: Answer | None, value: Any, raw: Any) -> bool:
    if before is None:
        return value is None and raw is None
    return bool(before.value == value and before.raw == raw)


def _says(problem: Refusal | None) -> str:
    if problem is None:
        return ""
    with use_language("zh-Hant"):
        return problem.says
