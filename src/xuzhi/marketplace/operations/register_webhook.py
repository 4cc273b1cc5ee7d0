"""An owner names an address that is told what happens."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.connections.events import WebhookRegistered, keys_stream, webhook_stream
from xuzhi.marketplace.connections.limits import MOST_WEBHOOKS
from xuzhi.marketplace.connections.models import Webhook
from xuzhi.marketplace.connections.projector import REMOVED
from xuzhi.marketplace.connections.receivers import check_url
from xuzhi.marketplace.connections.refusals import TooManyWebhooks, TopicsMissing
from xuzhi.marketplace.connections.secrets import new_webhook_secret
from xuzhi.marketplace.connections.topics import TOPICS
from xuzhi.parties.models import User
from xuzhi.parties.ownership import owned_firm


@dataclass(frozen=True)
class MadeWebhook:
    """A webhook and the secret that its messages are signed with, which is shown only here and now."""

    id: uuid.UUID
    secret: str
    url: str


def register_webhook(
    firm: str, url: str, topics: Iterable[str], *, by: User, actor: Actor, at: datetime, loopback: bool = False
) -> MadeWebhook:
    """Register it. With `loopback`, as in a demo, it may be on this very machine and without https. Raises UrlNotSafe,
    TopicsMissing, TooManyWebhooks, FirmUnknown, OwnerOnly."""
    address, wanted = check_url(url, loopback=loopback), set(topics)
    if not wanted or not wanted <= set(TOPICS):
        raise TopicsMissing()
    webhook_id = uuid.uuid4()
    with transaction.atomic():
        lock_stream(keys_stream(firm))
        owned_firm(firm, by)
        if Webhook.objects.filter(firm_ubn=firm).exclude(state=REMOVED).count() >= MOST_WEBHOOKS:
            raise TooManyWebhooks(most=MOST_WEBHOOKS)
        chosen = tuple(each for each in TOPICS if each in wanted)
        registered = WebhookRegistered(webhook_id=webhook_id, firm_ubn=firm, url=address, topics=chosen)
        record(webhook_stream(webhook_id), [registered], actor=actor, at=at)
        secret = new_webhook_secret(webhook_id, at)
    return MadeWebhook(webhook_id, secret, address)
