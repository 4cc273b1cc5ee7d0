"""An owner changes the secret that messages are signed with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.marketplace.connections.events import WebhookSecretRotated, webhook_stream
from xuzhi.marketplace.connections.secrets import new_webhook_secret, owned_webhook
from xuzhi.parties.models import User


def rotate_secret(firm: str, webhook_id: UUID, *, by: User, actor: Actor, at: datetime) -> str:
    """Give the new secret, which is shown only now. For a day messages are signed with both. Raises WebhookUnknown,
    FirmUnknown, OwnerOnly."""
    with transaction.atomic():
        owned_webhook(firm, webhook_id, by)
        record(
            webhook_stream(webhook_id), [WebhookSecretRotated(webhook_id=webhook_id, firm_ubn=firm)], actor=actor, at=at
        )
        return new_webhook_secret(webhook_id, at)
