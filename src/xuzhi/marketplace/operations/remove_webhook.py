"""An owner takes a webhook away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.marketplace.connections.events import WebhookRemoved, webhook_stream
from xuzhi.marketplace.connections.models import WebhookSecret
from xuzhi.marketplace.connections.secrets import owned_webhook
from xuzhi.parties.models import User


def remove_webhook(firm: str, webhook_id: UUID, *, by: User, actor: Actor, at: datetime) -> None:
    """Nothing is sent there any more; its secrets are gone. Raises WebhookUnknown, FirmUnknown, OwnerOnly."""
    with transaction.atomic():
        owned_webhook(firm, webhook_id, by)
        record(webhook_stream(webhook_id), [WebhookRemoved(webhook_id=webhook_id, firm_ubn=firm)], actor=actor, at=at)
        WebhookSecret.objects.filter(webhook_id=webhook_id).delete()
