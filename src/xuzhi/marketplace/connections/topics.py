"""What a webhook can be told, by name."""

from __future__ import annotations

PING = "webhook.ping"
ORDER_PLACED = "order.placed"
SUBSCRIPTION_STARTED = "subscription.started"
SUBSCRIPTION_CHANGED = "subscription.changed"
SUBSCRIPTION_ENDED = "subscription.ended"
ORDER_CLOSED = "order.closed"
PLAN_CHANGE_REQUESTED = "plan_change.requested"
EXPORT_REQUESTED = "export.requested"
COMPLAINT_OPENED = "complaint.opened"
COMPLAINT_UPHELD = "complaint.upheld"
LISTING_LISTED = "listing.listed"
LISTING_CHANGED = "listing.changed"
LISTING_SUSPENDED = "listing.suspended"
LISTING_RESUMED = "listing.resumed"
LISTING_REMOVED = "listing.removed"

TOPICS = (
    ORDER_PLACED, ORDER_CLOSED, SUBSCRIPTION_STARTED, SUBSCRIPTION_CHANGED, SUBSCRIPTION_ENDED, PLAN_CHANGE_REQUESTED,
    EXPORT_REQUESTED, COMPLAINT_OPENED, COMPLAINT_UPHELD, LISTING_LISTED, LISTING_CHANGED, LISTING_SUSPENDED,
    LISTING_RESUMED, LISTING_REMOVED,
)  # fmt: skip
"""Those that one can choose; a ping comes to every webhook that is tried."""

OF_PURPOSE = {"plan_change": PLAN_CHANGE_REQUESTED, "export": EXPORT_REQUESTED, "complaint": COMPLAINT_OPENED}
