"""Opening, answering, attaching, submitting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from xuzhi.casework import events
from xuzhi.casework.models import Answer, Attachment, Case, Submission
from xuzhi.casework.projectors.rows import change_case, entry, tell, tell_all
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.reading import values_of
from xuzhi.ledger.tables import change, put, write

ANSWER_COLUMNS = (
    "value", "raw", "problem", "version", "source", "given_by", "given_by_id", "given_at", "from_case", "confirmed_at",
    "confirmed_by",
)  # fmt: skip

_HANDED_IN = """
    UPDATE casework_attachment SET submission = %s
     WHERE case_id = %s::uuid AND submission IS NULL AND detached_at IS NULL
"""
_SUBMITTED = "SELECT 1 FROM casework_case WHERE id = %s::uuid AND submitted_at IS NOT NULL"

PARTY_OPENS = ("firm", "buyer")
"""Whose cases begin as a draft; what the office or the machine opens is under way at once."""


def case_opened(stored: StoredEvent) -> None:
    event = cast(events.CaseOpened, stored.event)
    case = Case(
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
        respondent_ubn=event.respondent_ubn,
        respondent_name=event.respondent_name,
        stage=event.stage,
        turn=event.turn,
        opened_at=stored.occurred_at,
        submitted_at=None if event.opened_by in PARTY_OPENS else stored.occurred_at,
        changed_at=stored.occurred_at,
        open_key=event.key,
        subject=event.subject,
        edition_on=date.fromisoformat(event.edition_on) if event.edition_on else None,
        edition_sha256=event.edition_sha256,
        overlay_through=event.overlay_through,
    )
    put([case])
    tell(event.case_id, stored, number=event.number, cause=event.cause)


def answers_given(run: Sequence[StoredEvent]) -> None:
    """A page of answers together; of two to one question, the later."""
    rows: dict[tuple[str, str], Answer] = {}
    subject: tuple[str, str] | None = None
    for stored in run:
        event = cast(events.AnswerGiven, stored.event)
        key = (event.case_id, event.question)
        rows[key] = _answer(stored, event, rows[key].position if key in rows else stored.position)
        if event.names_case:
            subject = event.case_id, event.value[:300] if isinstance(event.value, str) else ""
    put(list(rows.values()), unique=("case_id", "question"), update=ANSWER_COLUMNS)
    if subject is not None:
        change(Case, [{"id": subject[0], "subject": subject[1]}])


def _answer(stored: StoredEvent, event: events.AnswerGiven, position: int) -> Answer:
    return Answer(
        position=position,
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
        from_case=event.from_case,
    )


def answers_confirmed(stored: StoredEvent) -> None:
    event = cast(events.AnswersConfirmed, stored.event)
    if event.questions:
        Answer.objects.filter(case_id=event.case_id, question__in=event.questions).update(
            confirmed_at=stored.occurred_at, confirmed_by=stored.actor.name
        )
    if event.filled:
        case = Case.objects.get(id=event.case_id)
        change(Case, [{"id": event.case_id, "confirmed_facts": case.confirmed_facts | event.filled}])


def documents_attached(run: Sequence[StoredEvent]) -> None:
    """What is handed in together stands together; a file may take the place of one before it in the same run."""
    rows, lines = {}, []
    for stored in run:
        event = cast(events.DocumentAttached, stored.event)
        rows[event.attachment_id] = _attachment(stored, event)
        lines.append(entry(event.case_id, stored, document=event.document, name=event.name, sha256=event.sha256))
    put(list(rows.values()))
    for stored in run:
        event = cast(events.DocumentAttached, stored.event)
        if event.replaces:
            Attachment.objects.filter(id=event.replaces).update(
                superseded_at=stored.occurred_at, superseded_by=event.attachment_id
            )
    tell_all(lines)


def _attachment(stored: StoredEvent, event: events.DocumentAttached) -> Attachment:
    return Attachment(
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
    submission = Submission(
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
    put([submission])
    write(_HANDED_IN, [event.nth, event.case_id])
    columns = {"resubmitted_at": stored.occurred_at, "submissions": event.nth, "subject": event.subject}
    if event.nth == 1 and not values_of(_SUBMITTED, [event.case_id]):
        columns |= {
            "submitted_at": stored.occurred_at,
            "edition_on": date.fromisoformat(event.edition_on),
            "edition_sha256": event.edition_sha256,
            "overlay_through": event.overlay_through,
            "round": event.round,
        }
    change_case(event.case_id, stored, **columns)
    tell(event.case_id, stored, nth=event.nth, round=event.round, edition_on=event.edition_on)
