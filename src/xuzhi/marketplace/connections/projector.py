"""From events to keys, webhooks, messages and the log of attempts."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.marketplace.connections import events
from xuzhi.marketplace.connections.models import ApiKey, Webhook, WebhookAttempt, WebhookMessage

ON, OFF, REMOVED = "on", "off", "removed"
WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"


def _key_made(stored: StoredEvent) -> None:
    event = cast(events.ApiKeyMade, stored.event)
    ApiKey.objects.create(
        id=event.key_id,
        firm_ubn=event.firm_ubn,
        name=event.name,
        scopes=list(event.scopes),
        start=event.start,
        key_hash=event.key_hash,
        made_by=stored.actor.name,
        made_at=stored.occurred_at,
        expires_at=event.expires_at,
    )


def _key_revoked(stored: StoredEvent) -> None:
    event = cast(events.ApiKeyRevoked, stored.event)
    ApiKey.objects.filter(id=event.key_id).update(revoked_at=stored.occurred_at, revoked_by=stored.actor.name)


def _registered(stored: StoredEvent) -> None:
    event = cast(events.WebhookRegistered, stored.event)
    Webhook.objects.create(
        id=event.webhook_id,
        firm_ubn=event.firm_ubn,
        url=event.url,
        topics=list(event.topics),
        registered_at=stored.occurred_at,
        rotated_at=stored.occurred_at,
    )


def _rotated(stored: StoredEvent) -> None:
    event = cast(events.WebhookSecretRotated, stored.event)
    Webhook.objects.filter(id=event.webhook_id).update(rotated_at=stored.occurred_at)


def _disabled(stored: StoredEvent) -> None:
    event = cast(events.WebhookDisabled, stored.event)
    Webhook.objects.filter(id=event.webhook_id).update(state=OFF, because=event.because)
    _give_up(event.webhook_id)


def _enabled(stored: StoredEvent) -> None:
    event = cast(events.WebhookEnabled, stored.event)
    Webhook.objects.filter(id=event.webhook_id).update(state=ON, because="", failing_since=None)


def _removed(stored: StoredEvent) -> None:
    event = cast(events.WebhookRemoved, stored.event)
    Webhook.objects.filter(id=event.webhook_id).update(state=REMOVED)
    _give_up(event.webhook_id)


def _give_up(webhook_id: UUID) -> None:
    """Nothing more is tried; what waited can be asked for again one by one."""
    WebhookMessage.objects.filter(webhook_id=webhook_id, state=WAITING).update(state=FAILED, next_try_at=None)


def _addressed(stored: StoredEvent) -> None:
    event = cast(events.MessageAddressed, stored.event)
    WebhookMessage.objects.create(
        id=event.message_id,
        webhook_id=event.webhook_id,
        topic=event.topic,
        data=event.data,
        happened_at=stored.occurred_at,
        position=stored.position,
        next_try_at=stored.occurred_at,
    )


def _asked_again(stored: StoredEvent) -> None:
    event = cast(events.MessageAskedAgain, stored.event)
    WebhookMessage.objects.filter(id=event.message_id).update(state=WAITING, next_try_at=stored.occurred_at)


def _delivered(stored: StoredEvent) -> None:
    event = cast(events.MessageDelivered, stored.event)
    WebhookMessage.objects.filter(id=event.message_id).update(state=DELIVERED, attempts=event.attempt, next_try_at=None)
    Webhook.objects.filter(id=event.webhook_id).update(failing_since=None, delivered_at=stored.occurred_at)
    _log(stored, event.message_id, event.attempt, event.status, "", event.milliseconds)


def _failed(stored: StoredEvent) -> None:
    event = cast(events.MessageFailed, stored.event)
    WebhookMessage.objects.filter(id=event.message_id).update(
        state=WAITING if event.next_try_at else FAILED, attempts=event.attempt, next_try_at=event.next_try_at
    )
    Webhook.objects.filter(id=event.webhook_id, failing_since=None).update(failing_since=stored.occurred_at)
    _log(stored, event.message_id, event.attempt, event.status, event.problem, event.milliseconds)


def _log(stored: StoredEvent, message_id: UUID, attempt: int, status: int, problem: str, milliseconds: int) -> None:
    WebhookAttempt.objects.create(
        position=stored.position,
        message_id=message_id,
        attempt=attempt,
        status=status,
        problem=problem,
        milliseconds=milliseconds,
        tried_at=stored.occurred_at,
    )


CONNECTIONS = Projector(
    name="connections",
    models=(ApiKey, Webhook, WebhookMessage, WebhookAttempt),
    handles={
        events.ApiKeyMade: _key_made,
        events.ApiKeyRevoked: _key_revoked,
        events.WebhookRegistered: _registered,
        events.WebhookSecretRotated: _rotated,
        events.WebhookDisabled: _disabled,
        events.WebhookEnabled: _enabled,
        events.WebhookRemoved: _removed,
        events.MessageAddressed: _addressed,
        events.MessageAskedAgain: _asked_again,
        events.MessageDelivered: _delivered,
        events.MessageFailed: _failed,
    },
)
