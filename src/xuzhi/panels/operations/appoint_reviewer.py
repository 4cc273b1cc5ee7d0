"""A reviewer gets a seat on a panel."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Reviewer, Seat
from xuzhi.panels.refusals import (
    AlreadyAppointed,
    OpenedAlready,
    ReviewerUnknown,
    TiedToParty,
    WithdrawnForConflict,
)
from xuzhi.panels.withdrawing import ties_of


def appoint_reviewer(panel_id: UUID, reviewer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Appoint somebody of the roster who has no tie to any party (L9.1). Raises PanelUnknown, OfficeOnly, Recused,
    OpenedAlready, ReviewerUnknown, AlreadyAppointed, WithdrawnForConflict, TiedToParty.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        if held.panel.opened_at is not None:
            raise OpenedAlready()
        reviewer = Reviewer.objects.filter(id=reviewer_id, retired_at=None).first()
        if reviewer is None:
            raise ReviewerUnknown()
        earlier = list(Seat.objects.filter(panel__case_id=held.panel.case_id, reviewer=reviewer))
        if any(seat.in_conflict for seat in earlier):
            raise WithdrawnForConflict(name=reviewer.name, clause=held.rule.clause or None)
        if any(seat.panel_id == held.panel.id and seat.sits for seat in earlier):
            raise AlreadyAppointed(name=reviewer.name)
        ties = ties_of(held, reviewer)
        if ties:
            told = say("kernel.list_separator").join(tie.says for tie in ties)
            raise TiedToParty(name=reviewer.name, ties=told, clause=held.rule.clause or None)
        appointed = events.ReviewerAppointed(str(held.panel.id), str(reviewer.id), reviewer.name, reviewer.organisation)
        record(held.stream, [appointed], actor=actor, at=at)
