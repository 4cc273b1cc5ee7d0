"""An officer answers for a finding that the rules only propose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office, hold
from xuzhi.casework.models import FindingRow
from xuzhi.casework.refusals import (
    CaseEnded,
    FindingNotOpen,
    FindingUnknown,
    NoteMissing,
    OutcomeUnknown,
)
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.outcome import Outcome
from xuzhi.ledger.operations import record


def confirm_finding(
    case_id: UUID, check: str, outcome: Outcome | str, *, note: str, actor: Actor, at: datetime
) -> None:
    """Say what stands for a finding: met, not met, or still undetermined, with the note that says why.

    Open to it are findings that need an officer, and those that the rule could not determine; what a rule decides by
    itself is decided. The word lasts until what it was about changes. Raises CaseUnknown, OfficeOnly, CaseEnded,
    FindingUnknown, FindingNotOpen, OutcomeUnknown, NoteMissing.
    """
    check_office(actor)
    try:
        stands = Outcome(outcome)
    except ValueError:
        raise OutcomeUnknown(outcome=str(outcome)) from None
    with transaction.atomic():
        held = hold(case_id, at)
        if held.case.ended_at is not None:
            raise CaseEnded(number=held.case.number)
        row = FindingRow.objects.filter(case=held.case, check_name=check).first()
        if row is None:
            raise FindingUnknown(check=check)
        label, clause = row.finding["label"], row.finding["clause"]
        if not row.needs_confirmation and row.outcome != Outcome.UNDETERMINED.value:
            raise FindingNotOpen(label=label, clause=clause)
        if not note.strip():
            raise NoteMissing(label=label, clause=clause)
        confirmed = events.FindingConfirmed(
            case_id=str(held.case.id), check=check, proposed=row.outcome, outcome=stands.value, note=note.strip()
        )
        record(held.stream, [confirmed], actor=actor, at=at)
