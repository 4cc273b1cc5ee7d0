"""Events of the meeting itself to its read models: who came, what was on, what was said, who confirmed the minutes."""

from __future__ import annotations

from typing import cast

from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler
from xuzhi.panels import events
from xuzhi.panels.models import Attendee, Confirmation, Leave, Panel, Phase, Remark


def _minutes_confirmed(stored: StoredEvent) -> None:
    event = cast(events.MinutesConfirmed, stored.event)
    Confirmation.objects.create(
        position=stored.position,
        panel_id=event.panel_id,
        reviewer_id=event.reviewer_id,
        nth=event.nth,
        sha256=event.sha256,
        confirmed_at=stored.occurred_at,
    )


def _leave_taken(stored: StoredEvent) -> None:
    event = cast(events.LeaveTaken, stored.event)
    Leave.objects.update_or_create(
        panel_id=event.panel_id,
        defaults={
            "leader": event.leader,
            "proxy": event.proxy,
            "job_title": event.job_title,
            "reason": event.reason,
            "sha256": event.sha256,
            "size": event.size,
            "taken_at": stored.occurred_at,
            "taken_by": stored.actor.name,
        },
    )


def _leave_withdrawn(stored: StoredEvent) -> None:
    Leave.objects.filter(panel_id=cast(events.LeaveWithdrawn, stored.event).panel_id).delete()


def _attendee_came(stored: StoredEvent) -> None:
    event = cast(events.AttendeeCame, stored.event)
    Attendee.objects.create(
        position=stored.position,
        panel_id=event.panel_id,
        name=event.name,
        role=event.role,
        job_title=event.job_title,
        stands_in=event.stands_in,
        came_at=stored.occurred_at,
    )


def _attendee_struck(stored: StoredEvent) -> None:
    event = cast(events.AttendeeStruck, stored.event)
    Attendee.objects.filter(panel_id=event.panel_id, name=event.name).delete()


def _roll_closed(stored: StoredEvent) -> None:
    event = cast(events.RollClosed, stored.event)
    Panel.objects.filter(id=event.panel_id).update(roll_closed_at=stored.occurred_at, attended=event.attended)


def _phase_begun(stored: StoredEvent) -> None:
    event = cast(events.PhaseBegun, stored.event)
    Phase.objects.filter(panel_id=event.panel_id, ended_at=None).update(ended_at=stored.occurred_at)
    Phase.objects.create(
        position=stored.position,
        panel_id=event.panel_id,
        code=event.phase,
        minutes=event.minutes,
        begun_at=stored.occurred_at,
    )


def _phase_ended(stored: StoredEvent) -> None:
    event = cast(events.PhaseEnded, stored.event)
    Phase.objects.filter(panel_id=event.panel_id, code=event.phase, ended_at=None).update(ended_at=stored.occurred_at)


def _remark_noted(stored: StoredEvent) -> None:
    event = cast(events.RemarkNoted, stored.event)
    Remark.objects.create(
        id=event.remark_id,
        panel_id=event.panel_id,
        phase=event.phase,
        speaker=event.speaker,
        says=event.says,
        noted_at=stored.occurred_at,
    )


MODELS = (Confirmation, Leave, Attendee, Phase, Remark)
HANDLES: dict[type[Event], Handler] = {
    events.MinutesConfirmed: _minutes_confirmed,
    events.LeaveTaken: _leave_taken,
    events.LeaveWithdrawn: _leave_withdrawn,
    events.AttendeeCame: _attendee_came,
    events.AttendeeStruck: _attendee_struck,
    events.RollClosed: _roll_closed,
    events.PhaseBegun: _phase_begun,
    events.PhaseEnded: _phase_ended,
    events.RemarkNoted: _remark_noted,
}
