"""Answers that nobody will ask for again, counts and secrets that are over, are thrown away."""

from __future__ import annotations

from datetime import datetime

from xuzhi.marketplace.connections.limits import ANSWERS_KEPT
from xuzhi.marketplace.connections.models import CallRate, KeptAnswer, MessageLease, WebhookSecret


def discard_kept(*, at: datetime) -> int:
    """Gives how many answers there were."""
    CallRate.objects.filter(full_at__lt=at).delete()
    MessageLease.objects.filter(until__lt=at).delete()
    WebhookSecret.objects.filter(retires_at__lt=at).delete()
    return KeptAnswer.objects.filter(kept_at__lt=at - ANSWERS_KEPT).delete()[0]
