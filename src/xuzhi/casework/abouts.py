"""The case that a case is about: what is taken over from it."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.holding import read_only
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import Case
from xuzhi.engine.differences import answered_by_people
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
