"""An officer closes corrected items one by one: accepted, or still wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office, hold
from xuzhi.casework.models import Defect
from xuzhi.casework.refusals import CaseEnded, DefectNotAnswered, DefectUnknown, VerdictNoteMissing
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record

SETTLEABLE = ("answered", "accepted", "wrong")


@dataclass(frozen=True)
class Verdict:
    """What the officer makes of one item. One that is still wrong says why; it goes into the next letter."""

    accepted: bool
    note: str = ""


def settle_defects(case_id: UUID, verdicts: Mapping[UUID, Verdict], *, actor: Actor, at: datetime) -> int:
    """Settle items that the applicant has answered, all or none; gives how many were settled anew.

    A word may be changed until the next step. Raises CaseUnknown, OfficeOnly, CaseEnded, DefectUnknown,
    DefectNotAnswered, VerdictNoteMissing.
    """
    check_office(actor)
    with transaction.atomic():
        held = hold(case_id, at)
        if held.case.ended_at is not None:
            raise CaseEnded(number=held.case.number)
        rows = {row.id: row for row in Defect.objects.filter(case=held.case, id__in=verdicts)}
        settled = []
        for defect_id, verdict in verdicts.items():
            row = rows.get(defect_id)
            if row is None:
                raise DefectUnknown(name=str(defect_id))
            if row.state not in SETTLEABLE:
                raise DefectNotAnswered(label=row.label, clause=row.clause or None)
            if not verdict.accepted and not verdict.note.strip():
                raise VerdictNoteMissing(label=row.label, clause=row.clause or None)
            if _says_the_same(row, verdict):
                continue
            settled.append(
                events.DefectSettled(
                    case_id=str(held.case.id),
                    defect_id=str(defect_id),
                    label=row.label,
                    accepted=verdict.accepted,
                    note=verdict.note.strip(),
                )
            )
        if settled:
            record(held.stream, settled, actor=actor, at=at)
    return len(settled)


def _says_the_same(row: Defect, verdict: Verdict) -> bool:
    state = "accepted" if verdict.accepted else "wrong"
    return row.state == state and row.verdict == verdict.note.strip()
