"""What is known of a reviewer changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels.events import reviewer_stream
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Reviewer, Seat
from xuzhi.panels.profiles import Profile, check_profile, entered_event
from xuzhi.panels.refusals import ReviewerUnknown
from xuzhi.panels.withdrawing import FOUND, ties_of, withdraw


def change_reviewer(reviewer_id: UUID, profile: Profile, *, actor: Actor, at: datetime) -> list[str]:
    """Renew the entry; the address stays that of the account. Ties that come to light with it withdraw the person at
    once from every panel they touch; gives the numbers of those cases. Raises OfficeOnly, ReviewerUnknown,
    ProfileInvalid.
    """
    check_officer(actor)
    known = Reviewer.objects.filter(id=reviewer_id).first()
    if known is None:
        raise ReviewerUnknown()
    own = replace(profile, email=known.email)
    check_profile(own)
    with transaction.atomic():
        # Panels before the roster's own stream: whoever appoints takes them in the same order.
        seats = list(Seat.objects.filter(reviewer_id=reviewer_id, withdrawn_at=None).order_by("panel_id"))
        held = [hold(seat.panel_id, at) for seat in seats]
        lock_stream(reviewer_stream(reviewer_id))
        record(reviewer_stream(reviewer_id), [entered_event(reviewer_id, own, taipei_day(at))], actor=actor, at=at)
        touched = []
        for each, seat in zip(held, seats, strict=True):
            ties = ties_of(each, Reviewer.objects.get(id=reviewer_id))
            if ties:
                withdraw(each, seat, FOUND, " ".join(tie.says for tie in ties), actor=actor)
                touched.append(each.panel.case_number)
    return touched
