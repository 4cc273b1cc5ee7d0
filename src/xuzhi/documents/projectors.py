"""What was found in files, from the events."""

from typing import cast

from xuzhi.documents.events import DocumentInspected, FilesCompared, InspectionAsked
from xuzhi.documents.models import ComparisonRow, InspectionRow
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector


def _put_inspection(stored: StoredEvent) -> None:
    """The latest look counts."""
    event = cast(DocumentInspected, stored.event)
    InspectionRow.objects.update_or_create(
        sha256=event.sha256,
        defaults={
            "state": event.state,
            "why": dict(event.why),
            "findings": [dict(each) for each in event.findings],
            "facts": dict(event.facts),
            "suggestions": [dict(each) for each in event.suggestions],
            "virus": dict(event.virus),
            "ocr": dict(event.ocr),
            "by": dict(event.by),
            "inspected_at": stored.occurred_at,
            "position": stored.position,
        },
    )


def _wait_again(stored: StoredEvent) -> None:
    """A file without a row waits to be looked into."""
    InspectionRow.objects.filter(sha256=cast(InspectionAsked, stored.event).sha256).delete()


def _put_comparison(stored: StoredEvent) -> None:
    event = cast(FilesCompared, stored.event)
    ComparisonRow.objects.update_or_create(
        first=event.first,
        second=event.second,
        defaults={"found": dict(event.found), "why": dict(event.why), "compared_at": stored.occurred_at},
    )


PROJECTOR = Projector(
    name="documents",
    models=(InspectionRow, ComparisonRow),
    handles={DocumentInspected: _put_inspection, InspectionAsked: _wait_again, FilesCompared: _put_comparison},
)
