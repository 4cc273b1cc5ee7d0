"""The office answers a question that was asked from a case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office, hold
from xuzhi.casework.models import OfficeQuestion
from xuzhi.casework.refusals import OfficeQuestionUnknown, TextMissing
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def answer_question(case_id: UUID, question_id: UUID, text: str, *, actor: Actor, at: datetime) -> None:
    """Answer it, once. Raises CaseUnknown, OfficeOnly, TextMissing, OfficeQuestionUnknown."""
    check_office(actor)
    if not text.strip():
        raise TextMissing()
    with transaction.atomic():
        held = hold(case_id, at)
        asked = OfficeQuestion.objects.filter(id=question_id, case=held.case, answered_at=None).exists()
        if not asked:
            raise OfficeQuestionUnknown()
        answered = events.QuestionAnswered(case_id=str(held.case.id), question_id=str(question_id), text=text.strip())
        record(held.stream, [answered], actor=actor, at=at)
