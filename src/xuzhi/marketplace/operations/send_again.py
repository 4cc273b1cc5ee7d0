"""Somebody of the firm wants a message sent once more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.connections.events import MessageAskedAgain, message_stream
from xuzhi.marketplace.connections.models import WebhookMessage
from xuzhi.marketplace.connections.projector import OFF, WAITING
from xuzhi.marketplace.connections.refusals import MessageUnknown, WebhookOff
from xuzhi.marketplace.connections.secrets import owned_webhook
from xuzhi.parties.models import User


def send_again(firm: str, webhook_id: UUID, message_id: UUID, *, by: User, actor: Actor, at: datetime) -> bool:
    """Send it now, under its own id, so that the receiver can tell; gives False where it waits anyway. Raises
    MessageUnknown, WebhookOff, WebhookUnknown, FirmUnknown, OwnerOnly."""
    with transaction.atomic():
        webhook = owned_webhook(firm, webhook_id, by)
        lock_stream(message_stream(message_id))
        message = WebhookMessage.objects.filter(id=message_id, webhook_id=webhook_id).first()
        if message is None:
            raise MessageUnknown()
        if webhook.state == OFF:
            raise WebhookOff()
        if message.state == WAITING and message.attempts == 0:
            return False
        asked = MessageAskedAgain(message_id=message_id, webhook_id=webhook_id)
        record(message_stream(message_id), [asked], actor=actor, at=at)
    return True
