"""What the platform writes and prints for a case, for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import DocumentView
from xuzhi.grants.written import Writable, papers_of, writable_of
from xuzhi.kernel.actor import Actor


@dataclass(frozen=True)
class WrittenDocuments:
    """`plan` is None where nothing is written; `papers` are printed to be signed."""

    plan: Writable | None
    papers: Sequence[DocumentView]

    def __bool__(self) -> bool:
        return bool(self.plan or self.papers)


def written_documents(case_id: UUID, *, actor: Actor, at: datetime) -> WrittenDocuments:
    """Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    if not any(each.written_from for each in reading.kind.documents):
        return WrittenDocuments(None, ())
    sections = section_views(reading)
    return WrittenDocuments(writable_of(reading.edition, sections), papers_of(sections))
