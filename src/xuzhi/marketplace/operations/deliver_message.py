"""A message is told to its webhook; what came of it is recorded, and when it is tried again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.connections.events import (
    MessageDelivered,
    MessageFailed,
    WebhookDisabled,
    message_stream,
    webhook_stream,
)
from xuzhi.marketplace.connections.limits import DISABLED_AFTER, LEASE, RETRIES
from xuzhi.marketplace.connections.models import MessageLease, Webhook, WebhookMessage
from xuzhi.marketplace.connections.projector import ON, WAITING
from xuzhi.marketplace.connections.receivers import Told, tell
from xuzhi.marketplace.connections.secrets import secrets_of
from xuzhi.marketplace.connections.signing import headers_of

GONE = 410
SENDER = Actor.system("webhooks")


@dataclass(frozen=True)
class Tried:
    """`outcome`: delivered, failed, busy (another worker has it) or nothing (not due, or not wanted any more)."""

    outcome: str
    next_try_at: datetime | None = None


def deliver_message(message_id: UUID, *, at: datetime, loopback: bool = False) -> Tried:
    """Try it once. No transaction is open while the receiver is waited for; a lease keeps other workers from it. Should
    the machine die in between, it goes out again under the same id. With `loopback` this machine may be told."""
    message = WebhookMessage.objects.select_related("webhook").filter(id=message_id, state=WAITING).first()
    if message is None or message.webhook.state != ON or (message.next_try_at and message.next_try_at > at):
        return Tried("nothing")
    if not _lease(message_id, at):
        return Tried("busy")
    body = body_of(message)
    headers = headers_of(secrets_of(message.webhook_id, at), wire_id(message_id), at, body)
    told = tell(message.webhook.url, body, headers, loopback=loopback)
    with transaction.atomic():
        lock_stream(message_stream(message_id))
        tried = _keep(message_id, told, at)
        MessageLease.objects.filter(message_id=message_id).delete()
    return tried


def wire_id(message_id: UUID) -> str:
    """The message's id as the receiver reads it."""
    return f"msg_{message_id.hex}"


def body_of(message: WebhookMessage) -> bytes:
    """What is sent: the same bytes at every try."""
    happened_at = message.happened_at.astimezone(TAIPEI).isoformat(timespec="seconds")
    told = {"type": message.topic, "timestamp": happened_at, "data": message.data}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _lease(message_id: UUID, at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into marketplace_message_lease as lease (message_id, until) values (%s, %s) on conflict"
            " (message_id) do update set until = excluded.until where lease.until < %s",
            [message_id, at + LEASE, at],
        )
        return bool(cursor.rowcount)


def _keep(message_id: UUID, told: Told, at: datetime) -> Tried:
    message = WebhookMessage.objects.select_related("webhook").get(id=message_id)
    webhook, attempt = message.webhook, message.attempts + 1
    if 200 <= told.status < 300:
        delivered = MessageDelivered(message_id, webhook.id, attempt, told.status, told.milliseconds)
        record(message_stream(message_id), [delivered], actor=SENDER, at=at)
        return Tried("delivered")
    tries_left = message.state == WAITING and webhook.state == ON and attempt <= len(RETRIES)
    next_try_at = at + RETRIES[attempt - 1] if tries_left and told.status != GONE else None
    failed = MessageFailed(message_id, webhook.id, attempt, told.status, told.problem, told.milliseconds, next_try_at)
    record(message_stream(message_id), [failed], actor=SENDER, at=at)
    because = _given_up(webhook, told, at)
    if because and webhook.state == ON:
        disabled = WebhookDisabled(webhook_id=webhook.id, firm_ubn=webhook.firm_ubn, because=because)
        record(webhook_stream(webhook.id), [disabled], actor=SENDER, at=at)
        next_try_at = None
    return Tried("failed", next_try_at)


def _given_up(webhook: Webhook, told: Told, at: datetime) -> str:
    """Why nothing is to be sent there any more, or "": the receiver says so, or has taken nothing for long."""
    if told.status == GONE:
        return "gone"
    return "failing" if webhook.failing_since and at - webhook.failing_since >= DISABLED_AFTER else ""
