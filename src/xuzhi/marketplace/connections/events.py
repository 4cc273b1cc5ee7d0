"""What can happen to the keys and webhooks by which a firm's own programs are connected.

Streams: `firm-<ubn>-keys`, `webhook-<uuid>`, `message-<uuid>`. No event holds a key or a secret, only hashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.ledger.events import Event


def keys_stream(ubn: str) -> str:
    return f"firm-{ubn}-keys"


def webhook_stream(webhook_id: UUID | str) -> str:
    return f"webhook-{webhook_id}"


def message_stream(message_id: UUID | str) -> str:
    return f"message-{message_id}"


@dataclass(frozen=True)
class ApiKeyMade(Event):
    """`start` are the first characters, by which people recognise a key."""

    key_id: UUID
    firm_ubn: str
    name: str
    scopes: tuple[str, ...]
    start: str
    key_hash: str
    expires_at: datetime


@dataclass(frozen=True)
class ApiKeyRevoked(Event):
    key_id: UUID
    firm_ubn: str


@dataclass(frozen=True)
class WebhookRegistered(Event):
    webhook_id: UUID
    firm_ubn: str
    url: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class WebhookSecretRotated(Event):
    webhook_id: UUID
    firm_ubn: str


@dataclass(frozen=True)
class WebhookDisabled(Event):
    """Nothing is sent any more, because nothing was taken for long. `because`: failing or gone."""

    webhook_id: UUID
    firm_ubn: str
    because: str


@dataclass(frozen=True)
class WebhookEnabled(Event):
    webhook_id: UUID
    firm_ubn: str


@dataclass(frozen=True)
class WebhookRemoved(Event):
    webhook_id: UUID
    firm_ubn: str


@dataclass(frozen=True)
class MessageAddressed(Event):
    """Something is to be told to a webhook; `data` is what its body says of it."""

    message_id: UUID
    webhook_id: UUID
    firm_ubn: str
    topic: str
    data: dict[str, Any]


@dataclass(frozen=True)
class MessageAskedAgain(Event):
    """Somebody of the firm wants it sent once more."""

    message_id: UUID
    webhook_id: UUID


@dataclass(frozen=True)
class MessageDelivered(Event):
    message_id: UUID
    webhook_id: UUID
    attempt: int
    status: int
    milliseconds: int


@dataclass(frozen=True)
class MessageFailed(Event):
    """An attempt came to nothing. `problem` is a code, `status` the receiver's answer or 0; without `next_try_at` it
    was the last."""

    message_id: UUID
    webhook_id: UUID
    attempt: int
    status: int
    problem: str
    milliseconds: int
    next_try_at: datetime | None
