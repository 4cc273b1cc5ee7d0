"""Events to the read models of panels."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.panels import events, hearing_projector
from xuzhi.panels.models import Invitation, Minutes, Panel, Reviewer, ScriptStep, Seat, Sitting


def _reviewer_entered(stored: StoredEvent) -> None:
    event = cast(events.ReviewerEntered, stored.event)
    known = {
        "name": event.name,
        "email": event.email,
        "organisation": event.organisation,
        "organisation_ubn": event.organisation_ubn,
        "title": event.title,
        "address": event.address,
        "representative": event.representative,
        "expertise": event.expertise,
        "employers": event.employers,
        "ties": event.ties,
        "retired_at": None,
    }
    first = {**known, "entered_at": stored.occurred_at}
    Reviewer.objects.update_or_create(id=event.reviewer_id, defaults=known, create_defaults=first)


def _reviewer_retired(stored: StoredEvent) -> None:
    event = cast(events.ReviewerRetired, stored.event)
    Reviewer.objects.filter(id=event.reviewer_id).update(retired_at=stored.occurred_at)


def _sitting_arranged(stored: StoredEvent) -> None:
    event = cast(events.SittingArranged, stored.event)
    Sitting.objects.update_or_create(
        id=event.sitting_id,
        defaults={
            "programme": event.programme,
            "sequence": event.sequence,
            "starts_at": datetime.fromisoformat(event.starts_at),
            "minutes": event.minutes,
            "place": event.place,
            "link": event.link,
            "note": event.note,
            "reason": event.reason,
            "arranged_at": stored.occurred_at,
            "material_until": datetime.fromisoformat(event.material_until) if event.material_until else None,
            "phases": event.phases,
        },
    )


def _sitting_cancelled(stored: StoredEvent) -> None:
    event = cast(events.SittingCancelled, stored.event)
    Sitting.objects.filter(id=event.sitting_id).update(
        cancelled_at=stored.occurred_at, sequence=event.sequence, reason=event.reason
    )


def _panel_taken_off(stored: StoredEvent) -> None:
    event = cast(events.PanelTakenOff, stored.event)
    Panel.objects.filter(id=event.panel_id, sitting_id=event.sitting_id).update(sitting=None, position=0)


def _panel_formed(stored: StoredEvent) -> None:
    event = cast(events.PanelFormed, stored.event)
    Panel.objects.create(
        id=event.panel_id,
        case_id=event.case_id,
        case_number=event.case_number,
        programme=event.programme,
        kind=event.kind,
        stage=event.stage,
        nth=event.nth,
        subject=event.subject,
        firm_ubn=event.firm_ubn,
        firm_name=event.firm_name,
        parties=event.parties,
        formed_at=stored.occurred_at,
    )


def _panel_placed(stored: StoredEvent) -> None:
    event = cast(events.PanelPlaced, stored.event)
    Panel.objects.filter(id=event.panel_id).update(sitting_id=event.sitting_id, position=event.position)


def _seat(event: Any, **values: Any) -> None:
    Seat.objects.filter(panel_id=event.panel_id, reviewer_id=event.reviewer_id).update(**values)


def _reviewer_appointed(stored: StoredEvent) -> None:
    """A person who left for another reason than a conflict may come back; then the seat is as new."""
    event = cast(events.ReviewerAppointed, stored.event)
    Seat.objects.filter(panel_id=event.panel_id, reviewer_id=event.reviewer_id).delete()
    Seat.objects.create(
        panel_id=event.panel_id,
        reviewer_id=event.reviewer_id,
        name=event.name,
        organisation=event.organisation,
        position=stored.position,
        appointed_at=stored.occurred_at,
    )


def _confidentiality_pledged(stored: StoredEvent) -> None:
    _seat(stored.event, pledged_at=stored.occurred_at)


def _conflict_denied(stored: StoredEvent) -> None:
    _seat(stored.event, cleared_at=stored.occurred_at)


def _conflict_declared(stored: StoredEvent) -> None:
    """What was declared once is known from then on, for every other panel as well."""
    event = cast(events.ConflictDeclared, stored.event)
    reviewer = Reviewer.objects.get(id=event.reviewer_id)
    named = [{"name": each["name"], "ubn": each["ubn"], "note": event.note} for each in event.parties]
    reviewer.ties = [*reviewer.ties, *(each for each in named if each not in reviewer.ties)]
    reviewer.save(update_fields=["ties"])


def _reviewer_withdrawn(stored: StoredEvent) -> None:
    event = cast(events.ReviewerWithdrawn, stored.event)
    _seat(event, withdrawn_at=stored.occurred_at, withdrawn_why=event.why, withdrawn_note=event.note)


def _scores_voided(stored: StoredEvent) -> None:
    _seat(stored.event, voided_at=stored.occurred_at, sheet=None)


def _script_drawn(stored: StoredEvent) -> None:
    event = cast(events.ScriptDrawn, stored.event)
    ScriptStep.objects.filter(panel_id=event.panel_id).delete()
    ScriptStep.objects.bulk_create(
        ScriptStep(id=each["id"], panel_id=event.panel_id, order=order, title=each["title"], expected=each["expected"])
        for order, each in enumerate(event.steps, 1)
    )


def _script_step_begun(stored: StoredEvent) -> None:
    event = cast(events.ScriptStepBegun, stored.event)
    ScriptStep.objects.filter(id=event.step_id).update(begun_at=stored.occurred_at)


def _script_step_seen(stored: StoredEvent) -> None:
    event = cast(events.ScriptStepSeen, stored.event)
    ScriptStep.objects.filter(id=event.step_id).update(
        seen_at=stored.occurred_at,
        seen=event.seen,
        response_ms=event.response_ms,
        flow=event.flow,
        seen_by=stored.actor.name,
    )


def _invitation_issued(stored: StoredEvent) -> None:
    event = cast(events.InvitationIssued, stored.event)
    Invitation.objects.create(
        position=stored.position,
        panel_id=event.panel_id,
        to=event.to,
        sitting_id=event.sitting_id,
        notice_id=event.notice_id,
        sequence=event.sequence,
        sent_at=stored.occurred_at,
        cancels=event.cancels,
    )


def _scoring_settled(stored: StoredEvent) -> None:
    event = cast(events.ScoringSettled, stored.event)
    Panel.objects.filter(id=event.panel_id).update(settings=event.settings)


def _scores_handed_in(stored: StoredEvent) -> None:
    event = cast(events.ScoresHandedIn, stored.event)
    _seat(event, handed_in_at=stored.occurred_at, sealed_sha256=event.sha256)


def _scores_opened(stored: StoredEvent) -> None:
    event = cast(events.ScoresOpened, stored.event)
    Panel.objects.filter(id=event.panel_id).update(opened_at=stored.occurred_at)
    for each in event.sheets:
        Seat.objects.filter(panel_id=event.panel_id, reviewer_id=each["reviewer_id"]).update(sheet=each["sheet"])


def _panel_concluded(stored: StoredEvent) -> None:
    event = cast(events.PanelConcluded, stored.event)
    Panel.objects.filter(id=event.panel_id).update(
        result=event.result,
        concluded=event.nth,
        passed=event.result["passed"],
        quorate=event.result["quorate"],
        total=event.result["total"],
        bonus=event.result["bonus"],
    )


def _minutes_made(stored: StoredEvent) -> None:
    event = cast(events.MinutesMade, stored.event)
    Minutes.objects.create(
        position=stored.position,
        panel_id=event.panel_id,
        nth=event.nth,
        sha256=event.sha256,
        size=event.size,
        made_at=stored.occurred_at,
        made_by=stored.actor.name,
    )


PROJECTOR = Projector(
    name="panels",
    models=(Reviewer, Sitting, Panel, Seat, ScriptStep, Invitation, Minutes, *hearing_projector.MODELS),
    handles={
        events.ReviewerEntered: _reviewer_entered,
        events.ReviewerRetired: _reviewer_retired,
        events.SittingArranged: _sitting_arranged,
        events.PanelFormed: _panel_formed,
        events.PanelPlaced: _panel_placed,
        events.ReviewerAppointed: _reviewer_appointed,
        events.ConfidentialityPledged: _confidentiality_pledged,
        events.ConflictDenied: _conflict_denied,
        events.ConflictDeclared: _conflict_declared,
        events.ReviewerWithdrawn: _reviewer_withdrawn,
        events.ScoresVoided: _scores_voided,
        events.ScriptDrawn: _script_drawn,
        events.ScriptStepBegun: _script_step_begun,
        events.ScriptStepSeen: _script_step_seen,
        events.SittingCancelled: _sitting_cancelled,
        events.PanelTakenOff: _panel_taken_off,
        events.InvitationIssued: _invitation_issued,
        events.ScoringSettled: _scoring_settled,
        events.ScoresHandedIn: _scores_handed_in,
        events.ScoresOpened: _scores_opened,
        events.PanelConcluded: _panel_concluded,
        events.MinutesMade: _minutes_made,
        **hearing_projector.HANDLES,
    },
)
