"""The files that the meeting opens: those that were handed in by the moment that was notified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.models import Attachment
from xuzhi.panels.locking import Held


@dataclass(frozen=True)
class Slide:
    """A file under a document that the rules open in the meeting, by its hash."""

    id: UUID
    document: str
    label: str
    name: str
    kind: str
    size: int
    sha256: str
    at: datetime


def slides_of(held: Held) -> list[Slide]:
    """In the order in which the rules name the documents; one query, none where they name none."""
    names = held.rule.course.slides if held.rule.course is not None else ()
    if not names:
        return []
    rows = Attachment.objects.filter(
        case_id=held.panel.case_id, document__in=names, detached_at=None, superseded_at=None
    ).order_by("attached_at", "id")
    labels = {name: held.kind.document(name).label for name in names}
    found = [
        Slide(row.id, row.document, labels[row.document], row.name, row.kind, row.size, row.sha256, row.attached_at)
        for row in rows
    ]
    return sorted(found, key=lambda each: names.index(each.document))
