"""An officer answers for several findings at once, having looked at the same evidence."""

from __future__ import annotations

from collections.abc import Mapping
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
from xuzhi.ledger.reading import rows_of


def confirm_findings(
    case_id: UUID, outcomes: Mapping[str, Outcome | str], *, note: str, actor: Actor, at: datetime
) -> None:
    """Say what stands for each finding, by check: met, not met, or still undetermined, with the note that says why.

    All or none. Open to it are findings that need an officer, and those that the rule could not determine; what a rule
    decides by itself is decided. The word lasts until what it was about changes. Raises CaseUnknown, OfficeOnly,
    CaseEnded, FindingUnknown, FindingNotOpen, OutcomeUnknown, NoteMissing.
    """
    check_office(actor)
    stands = {check: _outcome(outcome) for check, outcome in outcomes.items()}
    with transaction.atomic():
        held = hold(case_id, at)
        if held.case.ended_at is not None:
            raise CaseEnded(number=held.case.number)
        rows = {row.check_name: row for row in rows_of(FindingRow, case_id=held.case.id, check_name=set(stands))}
        confirmed = []
        for check, outcome in stands.items():
            row = rows.get(check)
            if row is None:
                raise FindingUnknown(check=check)
            _check_open(row, note)
            confirmed.append(
                events.FindingConfirmed(
                    case_id=str(held.case.id),
                    check=check,
                    proposed=row.outcome,
                    outcome=outcome.value,
                    note=note.strip(),
                )
            )
        if confirmed:
            record(held.stream, confirmed, actor=actor, at=at)


def _outcome(outcome: Outcome | str) -> Outcome:
    try:
        return Outcome(outcome)
    except ValueError:
        raise OutcomeUnknown(outcome=str(outcome)) from None


def _check_open(row: FindingRow, note: str) -> None:
    label, clause = row.finding["label"], row.finding["clause"]
    if not row.needs_confirmation and row.outcome != Outcome.UNDETERMINED.value:
        raise FindingNotOpen(label=label, clause=clause)
    if not note.strip():
        raise NoteMissing(label=label, clause=clause)
