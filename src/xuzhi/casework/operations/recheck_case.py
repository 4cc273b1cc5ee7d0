"""The rules are applied again to a submitted case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import check_office, hold
from xuzhi.casework.judging import find, findings_event, looked_up, open_file
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.casework.refusals import CaseEnded, NothingSubmitted
from xuzhi.engine import outcome_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record


def recheck_case(case_id: UUID, *, actor: Actor, at: datetime) -> Outcome:
    """Ask the registers anew and record fresh findings by the edition that the case was submitted under.

    An officer's word stays with every finding that comes out the same. Raises CaseUnknown, OfficeOnly, CaseEnded,
    NothingSubmitted.
    """
    if actor.is_person:
        check_office(actor)
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        held = hold(case_id, at)
        if held.case.ended_at is not None:
            raise CaseEnded(number=held.case.number)
        if held.is_draft:
            raise NothingSubmitted(number=held.case.number)
        record(held.stream, looked_up(held), actor=actor, at=at)
        file = open_file(held)
        findings = find(held, file)
        record(held.stream, [findings_event(held, file, findings, "recheck")], actor=actor, at=at)
    return outcome_of(findings)
