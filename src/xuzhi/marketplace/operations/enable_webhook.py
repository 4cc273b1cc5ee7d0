"""An owner turns a webhook on again that was disabled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.marketplace.connections.events import WebhookEnabled, webhook_stream
from xuzhi.marketplace.connections.projector import OFF
from xuzhi.marketplace.connections.secrets import owned_webhook
from xuzhi.parties.models import User


def enable_webhook(firm: str, webhook_id: UUID, *, by: User, actor: Actor, at: datetime) -> bool:
    """Gives whether it was off. Raises WebhookUnknown, FirmUnknown, OwnerOnly."""
    with transaction.atomic():
        if owned_webhook(firm, webhook_id, by).state != OFF:
            return False
        record(webhook_stream(webhook_id), [WebhookEnabled(webhook_id=webhook_id, firm_ubn=firm)], actor=actor, at=at)
    return True
