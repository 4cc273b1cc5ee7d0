"""From rows of ledger_event to StoredEvents."""

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.events import StoredEvent, event_type
from xuzhi.ledger.models import EventRow


def stored_event(row: EventRow) -> StoredEvent:
    """The typed event of a row. Raises EventTypeUnknown when no loaded room declares its type."""
    return StoredEvent(
        position=row.position,
        stream=row.stream,
        sequence=row.sequence,
        event=event_type(row.type).from_payload(row.payload),
        type=row.type,
        payload=row.payload,
        actor=Actor.from_json(row.actor),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        previous_hash=bytes(row.previous_hash),
        hash=bytes(row.hash),
    )
