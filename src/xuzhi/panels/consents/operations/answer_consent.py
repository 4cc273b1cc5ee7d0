"""A member answers, alone."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels.consents import events
from xuzhi.panels.consents.asking import asks, sealed_hash
from xuzhi.panels.consents.models import Consent, ConsentSheet
from xuzhi.panels.consents.refusals import AnsweredAlready, AnswerMissing, NotAsked, ReasonForNoMissing

SALT_BYTES = 16


def answer_consent(case_id: UUID, agrees: bool | None, reason: str, *, actor: Actor, at: datetime) -> None:
    """Seal the member's yes, or no with its reason; nobody reads it before all are opened, and it is not changed.

    Raises NotAsked, AnsweredAlready, AnswerMissing, ReasonForNoMissing.
    """
    with transaction.atomic():
        lock_stream(events.consents_stream(case_id))
        asked = asks(case_id, at)
        mine = Consent.objects.filter(round=asked, reviewer_id=actor.id).first() if asked is not None else None
        if asked is None or mine is None or actor.role != "reviewer":
            raise NotAsked()
        if mine.sealed_at is not None:
            raise AnsweredAlready()
        if agrees is None:
            raise AnswerMissing()
        if not agrees and not reason.strip():
            raise ReasonForNoMissing()
        answer = {"agrees": agrees, "reason": reason.strip(), "said_on": taipei_day(at).isoformat()}
        salt = secrets.token_hex(SALT_BYTES)
        ConsentSheet.objects.create(
            case_id=case_id, nth=asked.nth, reviewer_id=UUID(actor.id), answer=answer, salt=salt
        )
        sealed = events.ConsentSealed(
            str(case_id), asked.nth, actor.id, sealed_hash(case_id, asked.nth, actor.id, salt, answer)
        )
        record(events.consents_stream(case_id), [sealed], actor=actor, at=at)
