"""The case that a case is about: what is taken over from it, and what differs from it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.holding import Held, held_about, read_only
from xuzhi.casework.judging import File, open_file
from xuzhi.casework.models import Attachment, Case
from xuzhi.engine.differences import Difference, answered_by_people, differences, document_differences
from xuzhi.ledger.events import Event
from xuzhi.rulebook.model import CaseKind


def carried_over(kind: CaseKind, case_id: UUID, about: Case, at: datetime) -> list[Event]:
    """The form filled from what stands: answers and files of the other case, ready to be changed."""
    file = open_file(read_only(about, at))
    carried: list[Event] = [
        events.AnswerGiven(
            case_id=str(case_id),
            question=question.name,
            value=file.folded.facts[question.name],
            version=1,
            source="carried",
            names_case=question.name == kind.subject,
        )
        for question in kind.questions
        if answered_by_people(question) and file.folded.sources.get(question.name) not in (None, "register")
    ]
    documents = {document.name for document in kind.documents}
    return carried + [
        events.DocumentAttached(
            case_id=str(case_id),
            attachment_id=str(uuid.uuid4()),
            document=each.document,
            sha256=each.sha256,
            name=each.name,
            size=each.size,
            kind=each.kind,
            note=each.note,
        )
        for each in file.in_force
        if each.document in documents
    ]


def standing_difference(held: Held, file: File) -> list[Difference]:
    """What this case would change in the one whose questions it asks, as both stand now."""
    about = held_about(held) if held.kind.questions_of else None
    if about is None or about.kind.name != held.kind.questions_of:
        return []
    stands = open_file(about)
    return [
        *differences(held.kind, about.kind, stands.folded.facts, file.folded.facts),
        *document_differences(held.kind, about.kind, _files(stands.in_force), _files(file.in_force)),
    ]


def _files(attachments: Iterable[Attachment]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in attachments:
        found.setdefault(each.document, {})[each.sha256] = each.name
    return found
