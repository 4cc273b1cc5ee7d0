"""Somebody of the firm is there, or was noted by mistake."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Attendee
from xuzhi.panels.operations.begin_step import check_running
from xuzhi.panels.people import leave_of, people_of
from xuzhi.panels.refusals import NotInPlan, RollIsClosed


def note_attendance(panel_id: UUID, name: str, *, present: bool, actor: Actor, at: datetime) -> None:
    """Keep that the person came, or strike it; only whom the plan names is let in (G7.5). Raises PanelUnknown,
    OfficeOnly, Recused, OpenedAlready, SittingMissing, SittingNotBegun, RollIsClosed, NotInPlan.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        check_running(held)
        if held.panel.roll_closed_at is not None:
            raise RollIsClosed()
        people = people_of(held)
        person = next((each for each in people if each.name == name.strip()), None)
        if person is None:
            clause = (held.rule.people.clause if held.rule.people else "") or None
            known = say("kernel.list_separator").join(each.name for each in people)
            raise NotInPlan(name=name.strip()[:60], known=known, clause=clause)
        there = Attendee.objects.filter(panel=held.panel, name=person.name).exists()
        if there == present:
            return
        panel, leave = str(held.panel.id), leave_of(held)
        stands_in = leave is not None and leave.proxy == person.name
        happened: Event = (
            events.AttendeeCame(panel, person.name, person.role, person.job_title, stands_in)
            if present
            else events.AttendeeStruck(panel, person.name)
        )
        record(held.stream, [happened], actor=actor, at=at)
