"""The secrets of webhooks, encrypted where they are kept; and the webhook of a firm, for its owner."""

from __future__ import annotations

import base64
import uuid
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.db.models import F

from xuzhi.ledger.operations import lock_stream
from xuzhi.marketplace.connections.events import webhook_stream
from xuzhi.marketplace.connections.limits import OLD_SECRET_HOLDS
from xuzhi.marketplace.connections.models import Webhook, WebhookSecret
from xuzhi.marketplace.connections.projector import REMOVED
from xuzhi.marketplace.connections.refusals import WebhookUnknown
from xuzhi.marketplace.connections.signing import new_secret
from xuzhi.parties.models import User
from xuzhi.parties.ownership import owned_firm


def new_webhook_secret(webhook_id: UUID, at: datetime) -> str:
    """Make one and keep it; those before hold for a day more."""
    secret = new_secret()
    WebhookSecret.objects.filter(webhook_id=webhook_id, retires_at=None).update(retires_at=at + OLD_SECRET_HOLDS)
    WebhookSecret.objects.create(
        id=uuid.uuid4(), webhook_id=webhook_id, sealed=_box().encrypt(secret.encode()), made_at=at
    )
    return secret


def secrets_of(webhook_id: UUID, at: datetime) -> list[str]:
    """Those that hold, the newest first."""
    newest_first = (F("retires_at").desc(nulls_first=True), "-made_at")
    rows = WebhookSecret.objects.filter(webhook_id=webhook_id).order_by(*newest_first)
    return [_box().decrypt(bytes(row.sealed)).decode() for row in rows if row.retires_at is None or row.retires_at > at]


def owned_webhook(firm: str, webhook_id: UUID, by: User) -> Webhook:
    """The webhook of the firm under the lock of its stream, for an owner. Raises FirmUnknown, OwnerOnly,
    WebhookUnknown."""
    owned_firm(firm, by)
    lock_stream(webhook_stream(webhook_id))
    webhook = Webhook.objects.filter(id=webhook_id, firm_ubn=firm).exclude(state=REMOVED).first()
    if webhook is None:
        raise WebhookUnknown()
    return webhook


def _box() -> Fernet:
    key = sha256(b"xuzhi.marketplace.webhooks" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
