"""What others may ask the ledger."""

from collections.abc import Iterable

from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.models import EventRow
from xuzhi.ledger.rows import stored_event


def read_stream(stream: str, after: int = 0) -> list[StoredEvent]:
    """The stream's events with a sequence greater than `after`, in order."""
    rows = EventRow.objects.filter(stream=stream, sequence__gt=after).order_by("sequence")
    return [stored_event(row) for row in rows]


def stream_length(stream: str) -> int:
    """How many events the stream holds; 0 for a stream that was never written."""
    return EventRow.objects.filter(stream=stream).count()


def read_events(types: Iterable[type[Event]] | None = None, after: int = 0, limit: int = 1000) -> list[StoredEvent]:
    """At most `limit` events of the given types (None: all) past position `after`, by position."""
    rows = EventRow.objects.filter(position__gt=after)
    if types is not None:
        rows = rows.filter(type__in=[event.type for event in types])
    return [stored_event(row) for row in rows.order_by("position")[:limit]]
