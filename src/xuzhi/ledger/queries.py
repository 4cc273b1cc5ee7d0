"""What others may ask the ledger."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from xuzhi.ledger.chain import content_of
from xuzhi.ledger.checkpoints import checkpoint_json, read_subtrees
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.merkle import consistency_ranges, inclusion_ranges, roots_of
from xuzhi.ledger.models import CheckpointRow, EventRow, LeafRow
from xuzhi.ledger.proofs import RECEIPT_FORMAT, Json
from xuzhi.ledger.refusals import NothingRecorded
from xuzhi.ledger.rows import stored_event
from xuzhi.ledger.verification import verify_log

__all__ = [
    "acts_of",
    "checkpoint_of",
    "latest_checkpoint",
    "log_size",
    "read_events",
    "read_stream",
    "receipt_of",
    "stream_length",
    "verify_log",
]


def read_stream(stream: str, after: int = 0) -> list[StoredEvent]:
    """The stream's events with a sequence greater than `after`, in order."""
    rows = EventRow.objects.filter(stream=stream, sequence__gt=after).order_by("sequence")
    return [stored_event(row) for row in rows]


def stream_length(stream: str) -> int:
    """How many events the stream holds; 0 for a stream that was never written."""
    last = EventRow.objects.filter(stream=stream).order_by("-sequence").values_list("sequence", flat=True).first()
    return last or 0


def log_size() -> int:
    """How many events the ledger holds, sealed or not."""
    return EventRow.objects.count()


def read_events(types: Iterable[type[Event]] | None = None, after: int = 0, limit: int = 1000) -> list[StoredEvent]:
    """At most `limit` events of the given types (None: all) past position `after`, by position."""
    rows = EventRow.objects.filter(position__gt=after)
    if types is not None:
        rows = rows.filter(type__in=[event.type for event in types])
    return [stored_event(row) for row in rows.order_by("position")[:limit]]


def acts_of(actor_id: str) -> Iterator[tuple[datetime, str, str]]:
    """When, what and in which stream somebody acted, in order; reads the whole log, a piece at a time."""
    rows = EventRow.objects.filter(actor__kind="person", actor__id=actor_id).order_by("position")
    yield from rows.values_list("occurred_at", "type", "stream").iterator()


def latest_checkpoint(since: int | None = None) -> Json | None:
    """The newest signed checkpoint, JSON-safe, or None before the first.

    With `since`, the size of a checkpoint that the reader holds, it carries the proof that it continues that one.
    """
    row = CheckpointRow.objects.order_by("-size").first()
    return None if row is None else _with_consistency(checkpoint_json(row), since)


def checkpoint_of(size: int) -> Json | None:
    """The signed checkpoint over the first `size` leaves, if there is one."""
    row = CheckpointRow.objects.filter(size=size).first()
    return None if row is None else checkpoint_json(row)


def receipt_of(stream: str, through_sequence: int, since: int | None = None) -> Json:
    """The receipt of one event, which vouches for its stream up to it: what `xuzhi verify --receipt` takes.

    {"format", "event": {content, previous_hash, hash}, "index", "inclusion": [hex…], "checkpoint": {…}}; until the
    event is sealed, within a minute, the last three are None. `since` as in `latest_checkpoint`. Raises
    NothingRecorded.
    """
    row = EventRow.objects.filter(stream=stream, sequence=through_sequence).first()
    if row is None:
        raise NothingRecorded(stream=stream, sequence=through_sequence)
    receipt: Json = {
        "format": RECEIPT_FORMAT,
        "event": {**_content_of(row), "previous_hash": bytes(row.previous_hash).hex(), "hash": bytes(row.hash).hex()},
        "index": None,
        "inclusion": None,
        "checkpoint": None,
    }
    index = LeafRow.objects.filter(event_id=row.position).values_list("index", flat=True).first()
    checkpoint = latest_checkpoint(since)
    if index is None or checkpoint is None:
        return receipt
    proof = roots_of(inclusion_ranges(index, checkpoint["size"]), read_subtrees)
    return {**receipt, "index": index, "inclusion": [hash_.hex() for hash_ in proof], "checkpoint": checkpoint}


def _content_of(row: EventRow) -> Json:
    return content_of(
        stream=row.stream,
        sequence=row.sequence,
        type=row.type,
        payload=row.payload,
        actor=row.actor,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
    )


def _with_consistency(checkpoint: Json, since: int | None) -> Json:
    size = checkpoint["size"]
    if since is None or not 0 < since < size:
        return checkpoint
    proof = roots_of(consistency_ranges(since, size), read_subtrees)
    return {**checkpoint, "consistency": [{"first": since, "second": size, "proof": [hash_.hex() for hash_ in proof]}]}
