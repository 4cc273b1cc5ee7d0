"""Steps and decisions, the officer in charge, questions to the office."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.db.models import F

from xuzhi.casework import events
from xuzhi.casework.models import Bar, Case, Defect, Look, OfficeQuestion, StepRow
from xuzhi.casework.projectors.amending import keep_changes
from xuzhi.casework.projectors.rows import change_case, tell
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.reading import rows_of
from xuzhi.ledger.tables import change, put, write

_FIRST_DECIDED = "UPDATE casework_case SET decided_at = %s WHERE id = %s::uuid AND decided_at IS NULL"


def step_taken(stored: StoredEvent) -> None:
    event = cast(events.StepTaken, stored.event)
    put([_step_row(stored, event)])
    columns: dict[str, Any] = {"stage": event.to_stage, "turn": event.turn}
    if event.outcome:
        columns["outcome"] = event.outcome
        write(_FIRST_DECIDED, [stored.occurred_at, event.case_id])
    columns["ended_at"] = stored.occurred_at if event.ends else None
    columns["open_defects"] = _close_defects(event)
    change_case(event.case_id, stored, **columns)
    tell(
        event.case_id,
        stored,
        step=event.step,
        from_stage=event.from_stage,
        to_stage=event.to_stage,
        reason=event.reason,
        ruling=event.ruling,
        grounds=event.grounds,
        cause=event.cause,
    )


def _step_row(stored: StoredEvent, event: events.StepTaken) -> StepRow:
    return StepRow(
        position=stored.position,
        case_id=event.case_id,
        step=event.step,
        by=event.by,
        from_stage=event.from_stage,
        to_stage=event.to_stage,
        taken_at=stored.occurred_at,
        actor_name=stored.actor.name,
        actor_id=stored.actor.id,
        reason=event.reason,
        ruling=event.ruling,
        grounds=event.grounds,
        key=event.key,
    )


def _close_defects(event: events.StepTaken) -> int:
    """Whatever the office does next settles what was answered; a new request names afresh what is still wrong. The end
    closes all. Gives how many are still open."""
    rows = rows_of(Defect, case_id=event.case_id, state=("open", "answered"))
    states = {row.id: row.state for row in rows}
    settled = {"answered"} if event.by != "applicant" else set()
    settled |= {"open"} if event.ends else set()
    change(Defect, [{"id": each, "state": "closed"} for each, state in states.items() if state in settled])
    return sum(1 for state in states.values() if state == "open" and state not in settled)


def decision_made(stored: StoredEvent) -> None:
    event = cast(events.DecisionMade, stored.event)
    change_case(event.case_id, stored, subject=event.subject)
    keep_changes(stored, event)
    if event.decision:
        tell(event.case_id, stored, decision=event.decision)


def firm_barred(stored: StoredEvent) -> None:
    event = cast(events.FirmBarred, stored.event)
    Bar.objects.create(
        position=stored.position,
        case_id=event.case_id,
        programme=event.programme,
        firm_ubn=event.firm_ubn,
        from_on=date.fromisoformat(event.from_on),
        until_on=date.fromisoformat(event.until_on),
        reason=event.reason,
        clause=event.clause,
    )
    tell(event.case_id, stored, from_on=event.from_on, until_on=event.until_on)


def officer_assigned(stored: StoredEvent) -> None:
    event = cast(events.OfficerAssigned, stored.event)
    change_case(event.case_id, stored, officer_id=event.officer_id, officer_name=event.officer_name)
    tell(event.case_id, stored, officer=event.officer_name)


def question_asked(stored: StoredEvent) -> None:
    event = cast(events.QuestionAsked, stored.event)
    OfficeQuestion.objects.create(
        id=event.question_id,
        case_id=event.case_id,
        text=event.text,
        asked_by=stored.actor.name,
        asked_at=stored.occurred_at,
    )
    Case.objects.filter(id=event.case_id).update(open_questions=F("open_questions") + 1)
    change_case(event.case_id, stored)
    tell(event.case_id, stored, text=event.text)


def question_answered(stored: StoredEvent) -> None:
    event = cast(events.QuestionAnswered, stored.event)
    OfficeQuestion.objects.filter(id=event.question_id).update(
        answer=event.text, answered_by=stored.actor.name, answered_at=stored.occurred_at
    )
    Case.objects.filter(id=event.case_id).update(open_questions=F("open_questions") - 1)
    change_case(event.case_id, stored)
    tell(event.case_id, stored, text=event.text)


def case_viewed(stored: StoredEvent) -> None:
    event = cast(events.CaseViewed, stored.event)
    Look.objects.create(
        position=stored.position,
        case_id=event.case_id,
        actor_id=stored.actor.id,
        actor_name=stored.actor.name,
        actor_role=stored.actor.role,
        what=event.what,
        at=stored.occurred_at,
    )
    tell(event.case_id, stored, "office")
