"""The office answers its own questions: terms, amounts, what it found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.editing import officer_openness
from xuzhi.casework.holding import check_office, hold
from xuzhi.casework.models import Answer
from xuzhi.casework.refusals import CaseEnded, FilledElsewhere, NotEditable, QuestionUnknown
from xuzhi.casework.saving import SaveResult as SaveResult
from xuzhi.casework.saving import Saving
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def fill_in(
    case_id: UUID, answers: Mapping[str, Any], *, seen: Mapping[str, int], actor: Actor, at: datetime
) -> SaveResult:
    """Keep the office's raw answers by question, each only over the version that was `seen` (0: none), as save_answers
    does for the firm. Only questions `by` the officer, while it is the office's turn and, where they name stages, in
    one of these. Raises CaseUnknown, OfficeOnly, CaseEnded, NotEditable, QuestionUnknown, FilledElsewhere.
    """
    check_office(actor)
    with transaction.atomic():
        held = hold(case_id, at)
        if held.case.ended_at is not None:
            raise CaseEnded(number=held.case.number)
        may = officer_openness(held.case, held.kind)
        known = {question.name: question for question in held.kind.questions}
        saving = Saving(held, {answer.question: answer for answer in Answer.objects.filter(case=held.case)})
        for name, raw in answers.items():
            question = known.get(name)
            if question is None:
                raise QuestionUnknown(question=name)
            if not question.by:
                raise FilledElsewhere(label=question.label, clause=question.clause or None)
            if not may.question(name):
                raise NotEditable(stage=held.stage.label)
            saving.take(question, raw, seen.get(name))
        if saving.given:
            record(held.stream, saving.given, actor=actor, at=at)
    return saving.result
