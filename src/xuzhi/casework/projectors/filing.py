"""Opening, answering, attaching, submitting."""

from __future__ import annotations

from datetime import date
from typing import cast

from xuzhi.casework import events
from xuzhi.casework.models import Answer, Attachment, Case, Submission
from xuzhi.casework.projectors.rows import change_case, tell
from xuzhi.ledger.events import StoredEvent


def case_opened(stored: StoredEvent) -> None:
    event = cast(events.CaseOpened, stored.event)
    Case.objects.create(
        id=event.case_id,
        number=event.number,
        prefix=event.prefix,
        year=event.year,
        serial=event.serial,
        programme=event.programme,
        kind=event.kind,
        firm_ubn=event.firm_ubn,
        firm_name=event.firm_name,
        county=event.county,
        opened_by=event.opened_by,
        about=event.about,
        stage=event.stage,
        turn=event.turn,
        opened_at=stored.occurred_at,
        changed_at=stored.occurred_at,
        open_key=event.key,
    )
    tell(event.case_id, stored, number=event.number)


def answer_given(stored: StoredEvent) -> None:
    event = cast(events.AnswerGiven, stored.event)
    row = Answer(
        position=stored.position,
        case_id=event.case_id,
        question=event.question,
        value=event.value,
        raw=event.raw,
        problem=event.problem,
        version=event.version,
        source=event.source,
        given_by=stored.actor.name,
        given_by_id=stored.actor.id,
        given_at=stored.occurred_at,
    )
    Answer.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["case", "question"],
        update_fields=["value", "raw", "problem", "version", "source", "given_by", "given_by_id", "given_at"],
    )
    if event.names_case:
        Case.objects.filter(id=event.case_id).update(subject=event.value[:300] if isinstance(event.value, str) else "")


def document_attached(stored: StoredEvent) -> None:
    event = cast(events.DocumentAttached, stored.event)
    if event.replaces:
        Attachment.objects.filter(id=event.replaces).update(
            superseded_at=stored.occurred_at, superseded_by=event.attachment_id
        )
    Attachment.objects.create(
        id=event.attachment_id,
        case_id=event.case_id,
        position=stored.position,
        document=event.document,
        sha256=event.sha256,
        name=event.name,
        size=event.size,
        kind=event.kind,
        note=event.note,
        attached_by=stored.actor.name,
        attached_at=stored.occurred_at,
    )
    tell(event.case_id, stored, document=event.document, name=event.name, sha256=event.sha256)


def document_detached(stored: StoredEvent) -> None:
    event = cast(events.DocumentDetached, stored.event)
    Attachment.objects.filter(id=event.attachment_id).update(detached_at=stored.occurred_at)
    # What it had taken over from stands again.
    Attachment.objects.filter(case_id=event.case_id, superseded_by=event.attachment_id).update(
        superseded_at=None, superseded_by=None
    )
    tell(event.case_id, stored, document=event.document, sha256=event.sha256)


def case_submitted(stored: StoredEvent) -> None:
    event = cast(events.CaseSubmitted, stored.event)
    Submission.objects.create(
        position=stored.position,
        case_id=event.case_id,
        nth=event.nth,
        sequence=stored.sequence,
        submitted_at=stored.occurred_at,
        submitted_by=stored.actor.name,
        edition_on=date.fromisoformat(event.edition_on),
        edition_sha256=event.edition_sha256,
        overlay_through=event.overlay_through,
        round=event.round,
        answers=event.answers,
        answers_sha256=event.answers_sha256,
        files=event.files,
        key=event.key,
    )
    Attachment.objects.filter(case_id=event.case_id, submission=None, detached_at=None).update(submission=event.nth)
    columns = {"resubmitted_at": stored.occurred_at, "submissions": event.nth, "subject": event.subject}
    if event.nth == 1:
        columns |= {
            "submitted_at": stored.occurred_at,
            "edition_on": date.fromisoformat(event.edition_on),
            "edition_sha256": event.edition_sha256,
            "overlay_through": event.overlay_through,
            "round": event.round,
        }
    change_case(event.case_id, stored, **columns)
    tell(event.case_id, stored, nth=event.nth, round=event.round, edition_on=event.edition_on)
