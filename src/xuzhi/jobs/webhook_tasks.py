"""The tasks that tell webhooks, in a queue of their own. A receiver has at most one worker's time, and seconds of it;
what it did not take waits in its row for the next try."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from xuzhi.marketplace.connections.limits import QUEUE
from xuzhi.marketplace.operations.deliver_message import deliver_message
from xuzhi.marketplace.operations.tell_disabled import tell_disabled
from xuzhi.marketplace.queries.connections import messages_due, webhook_of_message

LATE = timedelta(minutes=1)
MOST = 200
MAIL_TRIES = 5


def call_webhook(message_id: UUID, webhook_id: UUID, at: datetime | None = None) -> None:
    """Call for a message to be told, at once or later. One of a webhook at a time."""
    job = tell_message.configure(lock=f"webhook-{webhook_id}", schedule_at=at)
    job.defer(message_id=str(message_id))


@app.task(name="tell_message", queue=QUEUE)
def tell_message(message_id: str) -> str:
    """Tell one message; one that was not taken is called again when its next try is due."""
    tried = deliver_message(UUID(message_id), at=timezone.now(), loopback=settings.XUZHI_WEBHOOKS_TO_LOOPBACK)
    if tried.next_try_at is not None:
        webhook_id = webhook_of_message(UUID(message_id))
        if webhook_id is not None:
            call_webhook(UUID(message_id), webhook_id, tried.next_try_at)
    return tried.outcome


@app.periodic(cron="* * * * *")
@app.task(name="tell_due", queueing_lock="tell_due", lock="tell_due")
def tell_due(timestamp: int) -> int:
    """Call for what is due and nobody was called for: after a restore, or when a call was lost."""
    due = messages_due(timezone.now(), late=LATE, limit=MOST)
    for message_id, webhook_id in due:
        call_webhook(message_id, webhook_id)
    return len(due)


@app.task(name="tell_of_disabled", pass_context=True, retry=MAIL_TRIES)
def tell_of_disabled(context: JobContext, webhook_id: str) -> bool:
    """Write to the firm whose webhook was disabled."""
    return tell_disabled(UUID(webhook_id), settings.SITE_URL)
