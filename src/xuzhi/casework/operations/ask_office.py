"""The firm asks the office something about its case."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_party, hold
from xuzhi.casework.refusals import TextMissing
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def ask_office(case_id: UUID, text: str, *, actor: Actor, at: datetime) -> UUID:
    """Keep the question (L9.4); gives its id. Raises CaseUnknown, NotYours, ApplicantOnly, TextMissing."""
    if not text.strip():
        raise TextMissing()
    with transaction.atomic():
        held = hold(case_id, at)
        check_party(actor, held.case)
        asked = events.QuestionAsked(case_id=str(held.case.id), question_id=str(uuid.uuid4()), text=text.strip())
        record(held.stream, [asked], actor=actor, at=at)
    return UUID(asked.question_id)
