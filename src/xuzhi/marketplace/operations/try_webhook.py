"""An owner has a message sent that says nothing, to see whether it arrives."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.connections.addressing import address
from xuzhi.marketplace.connections.projector import OFF
from xuzhi.marketplace.connections.refusals import WebhookOff
from xuzhi.marketplace.connections.secrets import owned_webhook
from xuzhi.marketplace.connections.topics import PING
from xuzhi.parties.models import User


def try_webhook(firm: str, webhook_id: UUID, *, by: User, actor: Actor, at: datetime) -> UUID:
    """Gives the message. Raises WebhookOff, WebhookUnknown, FirmUnknown, OwnerOnly."""
    with transaction.atomic():
        webhook = owned_webhook(firm, webhook_id, by)
        if webhook.state == OFF:
            raise WebhookOff()
        return address(webhook, PING, {"webhook_id": str(webhook_id)}, actor=actor, at=at)
