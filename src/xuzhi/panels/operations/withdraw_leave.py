"""Whoever leads comes after all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import check_party
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import Held, hold
from xuzhi.panels.models import Panel, Sitting
from xuzhi.panels.people import leave_of
from xuzhi.panels.refusals import LeaveClosed, NoLeaveHere


def withdraw_leave(case_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Take back who stands in, before the meeting starts; without one that stood there is nothing to do.

    Raises CaseUnknown, NotYours, ApplicantOnly, NoLeaveHere, LeaveClosed.
    """
    with transaction.atomic():
        held = held_of_case(case_id, at)
        check_party(actor, held.case)
        check_leave_open(held)
        if leave_of(held) is not None:
            record(held.stream, [events.LeaveWithdrawn(str(held.panel.id))], actor=actor, at=at)


def held_of_case(case_id: UUID, at: datetime) -> Held:
    """The case's last panel, locked. Raises NoLeaveHere."""
    last = Panel.objects.filter(case_id=case_id).order_by("-formed_at").first()
    if last is None:
        raise NoLeaveHere()
    return hold(last.id, at)


def check_leave_open(held: Held) -> Sitting:
    """The sitting that has not begun. Raises NoLeaveHere, LeaveClosed."""
    sitting, rule = held.panel.sitting, held.rule
    if rule.proxy is None or sitting is None or held.case.stage not in rule.stages:
        raise NoLeaveHere(clause=rule.proxy.clause or None if rule.proxy else None)
    if sitting.starts_at <= held.at:
        raise LeaveClosed(starts=format_instant(sitting.starts_at), clause=rule.proxy.clause or None)
    return sitting
