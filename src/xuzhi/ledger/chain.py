"""The hash of an event: over its content and over the hash before it in its stream.

So the hash of a stream's event vouches for every event of the stream up to it.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from xuzhi.ledger.canonical import canonical_json

START_OF_STREAM = bytes(32)
"""The previous hash of a stream's first event."""

CONTENT_KEYS = ("stream", "sequence", "type", "payload", "actor", "occurred_at", "recorded_at")


def instant_text(at: datetime) -> str:
    """An aware instant as the one text that is hashed: UTC with microseconds. Raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError(f"instant without offset: {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def content_of(
    *,
    stream: str,
    sequence: int,
    type: str,
    payload: Mapping[str, Any],
    actor: Mapping[str, Any],
    occurred_at: datetime,
    recorded_at: datetime,
) -> dict[str, Any]:
    """What is hashed of an event, JSON-safe; also the shape in which a receipt shows it."""
    return {
        "stream": stream,
        "sequence": sequence,
        "type": type,
        "payload": dict(payload),
        "actor": dict(actor),
        "occurred_at": instant_text(occurred_at),
        "recorded_at": instant_text(recorded_at),
    }


def event_hash(previous_hash: bytes, content: Mapping[str, Any]) -> bytes:
    """SHA-256 over the previous hash (32 bytes) and the canonical JSON of the content. Other keys are left out."""
    if len(previous_hash) != len(START_OF_STREAM):
        raise ValueError("a previous hash has 32 bytes")
    hashed = {key: content[key] for key in CONTENT_KEYS}
    return hashlib.sha256(previous_hash + canonical_json(hashed, "event")).digest()
