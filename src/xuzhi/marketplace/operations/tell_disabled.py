"""A firm is told by e-mail that one of its webhooks was disabled."""

from __future__ import annotations

from uuid import UUID

from django.core.mail import send_mail

from xuzhi.kernel.texts import say, use_language
from xuzhi.marketplace.connections.models import Webhook
from xuzhi.marketplace.connections.projector import OFF
from xuzhi.parties.queries import letter_addresses


def tell_disabled(webhook_id: UUID, site_url: str) -> bool:
    """Gives whether there was something to tell. What the mail server raises is the caller's."""
    webhook = Webhook.objects.filter(id=webhook_id, state=OFF).first()
    if webhook is None:
        return False
    page = f"{site_url.rstrip('/')}/account/firms/{webhook.firm_ubn}/webhooks/{webhook.id}/"
    with use_language("zh-Hant"):
        because = say(f"marketplace/connections.webhook_{webhook.because}")
        send_mail(
            say("marketplace/connections.webhook_disabled_subject"),
            say("marketplace/connections.webhook_disabled", url=webhook.url, because=because, page=page),
            None,
            letter_addresses(webhook.firm_ubn),
        )
    return True
