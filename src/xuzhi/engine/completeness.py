"""Whether everything that is due was answered and attached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuzhi.engine.facts import Facts
from xuzhi.engine.form import (
    AskedDocument,
    AskedQuestion,
    applicable_documents,
    applicable_questions,
    unanswered_fields,
)
from xuzhi.engine.showing import join, show_name
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import say
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import CaseKind, Question


def check_complete(
    edition: Edition, case: CaseKind, facts: Facts, attached: Mapping[str, int], *, on: date
) -> list[Finding]:
    """Findings `document.<name>` for documents due or too many, `answer.<name>` for answers that lack something."""
    documents = [
        _document(each, attached.get(each.document.name, 0))
        for each in applicable_documents(edition, case.name, facts, on)
    ]
    answers = [_answer(edition, case, each, facts) for each in applicable_questions(edition, case.name, facts, on)]
    return [finding for finding in (*answers, *documents) if finding is not None]


def _document(due: AskedDocument, count: int) -> Finding | None:
    document = due.document
    said = {"label": document.label, "number": document.number, "count": count}
    if due.asked is False or (due.required is False and count == 0):
        return None
    if document.at_most is not None and count > document.at_most:
        outcome, key = Outcome.NOT_MET, "engine.document_too_many"
        said["most"] = document.at_most
    elif count >= max(document.at_least, 1):
        outcome, key = Outcome.MET, "engine.document_there"
    elif due.required is None and count == 0:
        outcome, key = Outcome.UNDETERMINED, "engine.document_perhaps"
    elif count == 0:
        outcome, key = Outcome.NOT_MET, "engine.document_missing"
    else:
        outcome, key = Outcome.NOT_MET, "engine.document_too_few"
        said["least"] = document.at_least
    return Finding(
        check=f"document.{document.name}",
        clause=document.clause,
        outcome=outcome,
        reason=say(key, **said),
        values={"attached": count},
        missing=(f"document.{document.name}",) if count == 0 else (),
        label=document.label,
        remedy=None if outcome is Outcome.MET else say("engine.attach", label=document.label),
        blocking=True,
    )


def _answer(edition: Edition, case: CaseKind, due: AskedQuestion, facts: Facts) -> Finding | None:
    question = due.question
    if due.filled or due.asked is not True:
        return None
    value: Any = facts.get(question.name)
    empty = value is None or value == ()
    missing: tuple[str, ...] = (question.name,)
    if empty and due.required is not True:
        return None
    if empty:
        reason = say("engine.answer_missing", label=question.label)
    elif size := _size(question, value):
        reason = size
    elif question.type == "records" and (fields := unanswered_fields(question, value)):
        missing = tuple(fields)
        names = join(show_name(case, dict(edition.parameters), name) for name in fields)
        reason = say("engine.fields_missing", names=names)
    else:
        return None
    return Finding(
        check=f"answer.{question.name}",
        clause=question.clause,
        outcome=Outcome.NOT_MET,
        reason=reason,
        values={} if empty else {question.name: value},
        missing=missing,
        label=question.label,
        remedy=say("engine.answer_it", label=question.label),
        blocking=True,
    )


def _size(question: Question, value: Any) -> str:
    """A sentence when there are too few or too many entries."""
    if question.type not in ("records", "choices", "file"):
        return ""
    if question.at_least is not None and len(value) < question.at_least:
        return say("engine.entries_too_few", label=question.label, least=question.at_least, count=len(value))
    if question.at_most is not None and len(value) > question.at_most:
        return say("engine.entries_too_many", label=question.label, most=question.at_most, count=len(value))
    return ""
