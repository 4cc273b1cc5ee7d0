"""A case gets its officer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office, hold
from xuzhi.casework.refusals import OfficerUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.parties.queries import staff_with


def assign_officer(case_id: UUID, officer_id: UUID | str, *, actor: Actor, at: datetime) -> None:
    """Make a person with the role officer answerable for the case. The same person again records nothing.

    Raises CaseUnknown, OfficeOnly, OfficerUnknown.
    """
    check_office(actor)
    officer = next((each for each in staff_with("officer") if str(each.user_id) == str(officer_id)), None)
    if officer is None:
        raise OfficerUnknown()
    with transaction.atomic():
        held = hold(case_id, at)
        if held.case.officer_id == str(officer_id):
            return
        assigned = events.OfficerAssigned(
            case_id=str(held.case.id), officer_id=str(officer.user_id), officer_name=officer.name
        )
        record(held.stream, [assigned], actor=actor, at=at)
