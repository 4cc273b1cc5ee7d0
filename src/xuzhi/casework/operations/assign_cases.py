"""Several cases get their officers at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office, stream_of
from xuzhi.casework.models import Case
from xuzhi.casework.refusals import CaseUnknown, OfficerUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.queries import staff_with


def assign_cases(officers: Mapping[UUID, UUID | str], *, actor: Actor, at: datetime) -> int:
    """Make each case's officer answerable for it, all or none; gives how many changed hands.

    Who is the officer already stays so, and nothing is recorded. Raises OfficeOnly, OfficerUnknown, CaseUnknown.
    """
    check_office(actor)
    names = {str(each.user_id): each.name for each in staff_with("officer")}
    if not {str(each) for each in officers.values()} <= set(names):
        raise OfficerUnknown()
    changed = 0
    with transaction.atomic():
        # In one order everywhere, or two people who share cases out would wait for each other.
        for case_id in sorted(officers):
            lock_stream(stream_of(case_id))
        now = dict(Case.objects.filter(id__in=officers).values_list("id", "officer_id"))
        if set(now) != set(officers):
            raise CaseUnknown()
        for case_id, officer_id in sorted(officers.items()):
            officer = str(officer_id)
            if now[case_id] == officer:
                continue
            assigned = events.OfficerAssigned(case_id=str(case_id), officer_id=officer, officer_name=names[officer])
            record(stream_of(case_id), [assigned], actor=actor, at=at)
            changed += 1
    return changed
