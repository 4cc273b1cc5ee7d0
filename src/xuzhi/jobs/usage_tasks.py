"""The task that looks at usage records by night."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.operations.look_at_usage import look_at_usage
from xuzhi.marketplace.queries.usage import listings_in_use

logger = logging.getLogger(__name__)

BY_NIGHT = "50 18 * * *"  # in UTC: ten to three in Taipei


@app.periodic(cron=BY_NIGHT)
@app.task(name="look_at_usage", queueing_lock="look_at_usage", lock="look_at_usage")
def look_at_all_usage(timestamp: int) -> int:
    """Look at the usage of every solution that is or was subscribed to; gives how much is pointed out. One that cannot
    be looked at keeps the others from nothing."""
    found = 0
    for listing_id in listings_in_use():
        try:
            found += look_at_usage(listing_id, actor=Actor.system("usage"), at=timezone.now())
        except Exception:
            logger.exception("the usage of %s could not be looked at", listing_id)
    return found
