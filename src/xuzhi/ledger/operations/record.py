"""Record what happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.chain import content_of, event_hash
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.models import EventRow
from xuzhi.ledger.operations.lock_stream import EndOfStream, end_of_locked
from xuzhi.ledger.reactions import connected
from xuzhi.ledger.refusals import StreamMoved
from xuzhi.ledger.tables import put_numbered


def record(
    stream: str, events: Iterable[Event], *, actor: Actor, at: datetime, expected: int | None = None
) -> list[StoredEvent]:
    """Append the events to the stream, in the caller's transaction, and bring the read models up to date.

    `at` is when it happened (aware); `expected` the stream's length that the caller decided upon, None where it does
    not matter. Projectors run for all events first, then reactors, event by event; a reactor may record again.
    Raises StreamMoved when the stream is longer than expected, NotCanonical for a payload that is not JSON-safe,
    ValueError for a naive instant, TransactionManagementError outside `transaction.atomic`.
    """
    end = end_of_locked(stream)
    if expected is not None and end.length != expected:
        raise StreamMoved(stream=stream, expected=expected, found=end.length)
    stored = _append(stream, end, list(events), actor, at)
    reactions = connected()
    reactions.project(stored)
    reactions.react(stored)
    return stored


def _append(stream: str, end: EndOfStream, events: list[Event], actor: Actor, at: datetime) -> list[StoredEvent]:
    previous_hash, recorded_at = end.hash, end.clock
    actor_json = actor.as_json()
    rows: list[dict[str, Any]] = []
    stored = []
    for sequence, event in enumerate(events, start=end.length + 1):
        content = content_of(
            stream=stream,
            sequence=sequence,
            type=event.type,
            payload=event.as_payload(),
            actor=actor_json,
            occurred_at=at,
            recorded_at=recorded_at,
        )
        own = {
            **content,
            "occurred_at": at,
            "recorded_at": recorded_at,
            "previous_hash": previous_hash,
            "hash": event_hash(previous_hash, content),
        }
        rows.append(own)
        stored.append(StoredEvent(**{**own, "position": 0, "event": event, "actor": actor}))
        previous_hash = own["hash"]
    positions = put_numbered(EventRow, rows, numbered="position")
    return [replace(each, position=position) for each, position in zip(stored, positions, strict=True)]
