"""Messages to webhooks, put down in the transaction of what they tell of. Bodies name things and where to ask, and
never what a firm wrote: whoever wants more asks the API with a key."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.marketplace.connections.events import MessageAddressed, message_stream
from xuzhi.marketplace.connections.models import Webhook
from xuzhi.marketplace.connections.projector import ON


def address_firm(firm_ubn: str, topic: str, data: Mapping[str, Any], *, at: datetime) -> None:
    """Tell it to all webhooks of the firm that want the topic."""
    for webhook in Webhook.objects.filter(firm_ubn=firm_ubn, state=ON, topics__contains=[topic]).order_by("id"):
        address(webhook, topic, data, actor=Actor.system("webhooks"), at=at)


def address(webhook: Webhook, topic: str, data: Mapping[str, Any], *, actor: Actor, at: datetime) -> UUID:
    """One message; gives its id."""
    message_id = uuid.uuid4()
    event = MessageAddressed(
        message_id=message_id, webhook_id=webhook.id, firm_ubn=webhook.firm_ubn, topic=topic, data=dict(data)
    )
    record(message_stream(message_id), [event], actor=actor, at=at)
    return message_id
