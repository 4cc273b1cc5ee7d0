"""The outside registers are asked about the case's firm."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import check_may_see, hold
from xuzhi.casework.judging import looked_up
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.casework.refusals import CaseEnded
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record


def look_up_facts(case_id: UUID, *, actor: Actor, at: datetime) -> int:
    """Ask every register that the kind is filled from and keep its answer; gives how many were asked.

    Findings stay as they are until the case is submitted or rechecked. Raises CaseUnknown, NotYours, CaseEnded.
    """
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        held = hold(case_id, at)
        check_may_see(actor, held.case)
        if held.case.ended_at is not None:
            raise CaseEnded(number=held.case.number)
        answers = looked_up(held)
        record(held.stream, answers, actor=actor, at=at)
    return len(answers)
