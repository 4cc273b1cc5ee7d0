"""A firm's keys and webhooks as its people see them, and what is due to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from xuzhi.marketplace.connections.models import ApiKey, ApiKeyUse, MessageLease, Webhook, WebhookMessage
from xuzhi.marketplace.connections.projector import ON, REMOVED, WAITING


@dataclass(frozen=True)
class KeyLine:
    """state: valid, expired, revoked."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    start: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    state: str


@dataclass(frozen=True)
class WebhookLine:
    """state: on, off; `failing_since` is when the first of all attempts since the last delivery failed."""

    id: UUID
    url: str
    topics: tuple[str, ...]
    state: str
    because: str
    failing_since: datetime | None
    delivered_at: datetime | None
    registered_at: datetime
    rotated_at: datetime


@dataclass(frozen=True)
class AttemptLine:
    attempt: int
    status: int
    problem: str
    milliseconds: int
    tried_at: datetime


@dataclass(frozen=True)
class MessageLine:
    """state: waiting, delivered, failed."""

    id: UUID
    topic: str
    happened_at: datetime
    state: str
    next_try_at: datetime | None
    tries: tuple[AttemptLine, ...]


@dataclass(frozen=True)
class SentLine:
    """A message as it is told. state: waiting, delivered, failed."""

    id: UUID
    webhook_id: UUID
    topic: str
    data: dict[str, Any]
    happened_at: datetime
    state: str
    attempts: int


def keys_of(firm_ubn: str, at: datetime) -> tuple[KeyLine, ...]:
    """All that the firm ever made, the newest first. Two queries."""
    rows = list(ApiKey.objects.filter(firm_ubn=firm_ubn).order_by("-made_at", "id"))
    used = dict(ApiKeyUse.objects.filter(key_id__in=[row.id for row in rows]).values_list("key_id", "used_at"))
    return tuple(
        KeyLine(
            row.id, row.name, tuple(row.scopes), row.start, row.made_by, row.made_at, row.expires_at,
            used.get(row.id), row.revoked_at,
            "revoked" if row.revoked_at else "valid" if row.expires_at > at else "expired",
        )
        for row in rows
    )  # fmt: skip


def webhooks_of(firm_ubn: str) -> tuple[WebhookLine, ...]:
    """Those that were not removed, in the order of registering. One query."""
    rows = Webhook.objects.filter(firm_ubn=firm_ubn).exclude(state=REMOVED).order_by("registered_at", "id")
    return tuple(_webhook(row) for row in rows)


def messages_of(webhook_id: UUID, *, limit: int, before: int | None = None) -> tuple[MessageLine, ...]:
    """The log, the newest first. Two queries."""
    rows = WebhookMessage.objects.filter(webhook_id=webhook_id).order_by("-position").prefetch_related("tries")
    if before is not None:
        rows = rows.filter(position__lt=before)
    return tuple(
        MessageLine(
            row.id, row.topic, row.happened_at, row.state, row.next_try_at,
            tuple(
                AttemptLine(each.attempt, each.status, each.problem, each.milliseconds, each.tried_at)
                for each in sorted(row.tries.all(), key=lambda each: -each.position)
            ),
        )
        for row in rows[:limit]
    )  # fmt: skip


def messages_to(firm_ubn: str) -> tuple[SentLine, ...]:
    """All that was ever to be told to a firm's webhooks, the oldest first. One query."""
    rows = WebhookMessage.objects.filter(webhook__firm_ubn=firm_ubn).order_by("position")
    return tuple(
        SentLine(row.id, row.webhook_id, row.topic, row.data, row.happened_at, row.state, row.attempts) for row in rows
    )


def messages_due(at: datetime, *, late: timedelta, limit: int) -> tuple[tuple[UUID, UUID], ...]:
    """Messages, each with its webhook, that should have been tried by now and that nobody holds. One query."""
    held = MessageLease.objects.filter(until__gte=at).values("message_id")
    rows = WebhookMessage.objects.filter(state=WAITING, next_try_at__lte=at - late, webhook__state=ON)
    due = rows.exclude(id__in=held).order_by("next_try_at").values_list("id", "webhook_id")
    return tuple(due[:limit])


def webhook_of_message(message_id: UUID) -> UUID | None:
    """Where a message goes. One query."""
    return WebhookMessage.objects.filter(id=message_id).values_list("webhook_id", flat=True).first()


def _webhook(row: Webhook) -> WebhookLine:
    return WebhookLine(
        row.id, row.url, tuple(row.topics), row.state, row.because, row.failing_since, row.delivered_at,
        row.registered_at, row.rotated_at,
    )  # fmt: skip
