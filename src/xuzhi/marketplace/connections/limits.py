"""How much there may be of what is connected, and how patient the platform is. Technical, set by no clause."""

from __future__ import annotations

from datetime import timedelta

MOST_KEYS = 20
LONGEST_NAME = 80
LONGEST_EXPIRY_DAYS = 365
MOST_WEBHOOKS = 10
LONGEST_URL = 500
USE_NOTED_EVERY = timedelta(minutes=1)
ANSWERS_KEPT = timedelta(days=2)
WAITS_SECONDS = 5
"""How long the same act waits for the first one."""
OLD_SECRET_HOLDS = timedelta(hours=24)
RETRIES = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip
DISABLED_AFTER = timedelta(days=5)
LEASE = timedelta(seconds=30)

QUEUE = "deliveries"
"""Jobs that wait for receivers stand in a queue of their own, with workers of its own: letters and clocks are never
behind them."""
