"""A phase of the meeting begins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.calling import minutes_of
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Phase
from xuzhi.panels.operations.begin_step import check_running
from xuzhi.panels.refusals import NobodyLeads, PhaseOutOfTurn, PhaseUnknown, RollOpen


def begin_phase(panel_id: UUID, phase: str, *, actor: Actor, at: datetime) -> None:
    """Begin the phase, with the time that was notified; what was on ends with that (G7.7). They come one after the
    other, and only for a firm whose leader, or stand-in, is there. Raises PanelUnknown, OfficeOnly, Recused,
    OpenedAlready, SittingMissing, SittingNotBegun, PhaseUnknown, RollOpen, NobodyLeads, PhaseOutOfTurn.
    """
    with transaction.atomic():
        held = hold(panel_id, at)
        check_officer(actor, held.panel)
        check_running(held)
        phases, rule = [each.code for each in held.rule.phases], held.rule
        if phase not in phases:
            raise PhaseUnknown()
        if rule.people is not None and held.panel.roll_closed_at is None:
            raise RollOpen(clause=rule.people.clause or None)
        if rule.people is not None and not held.panel.attended:
            raise NobodyLeads(clause=(rule.proxy or rule.people).clause or None)
        begun = Phase.objects.filter(panel=held.panel).order_by("position").values_list("code", flat=True)
        expected = next((code for code in phases if code not in set(begun)), "")
        if phase != expected:
            labels = {each.code: each.label for each in rule.phases}
            clause = rule.course.clause if rule.course else None
            raise PhaseOutOfTurn(label=labels[phase], next=labels.get(expected, ""), clause=clause or None)
        minutes = minutes_of(held.panel.sitting, phase)
        record(held.stream, [events.PhaseBegun(str(held.panel.id), phase, minutes)], actor=actor, at=at)
