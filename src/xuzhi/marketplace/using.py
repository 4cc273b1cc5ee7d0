"""From usage records to what counts: every one is kept, the latest of a measure and its days counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast
from uuid import UUID

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.ledger.tables import put
from xuzhi.marketplace.events import UsageFlagged, UsageRecorded
from xuzhi.marketplace.usage_models import UsageFlag, UsageRecord, UsageValue


def usage_recorded(stored: StoredEvent) -> None:
    event = cast(UsageRecorded, stored.event)
    told = [
        UsageRecord(
            position=stored.position,
            nth=nth,
            subscription_id=UUID(event.subscription_id),
            supplier_ubn=event.supplier_ubn,
            source=event.source,
            record_id=each["record_id"],
            measure=each["measure"],
            from_on=date.fromisoformat(each["from_on"]),
            until_on=date.fromisoformat(each["until_on"]),
            value=Decimal(each["value"]),
            revision=each["revision"],
            told_by=stored.actor.name,
            told_at=stored.occurred_at,
        )
        for nth, each in enumerate(event.records)
    ]
    put(told)
    latest = {(row.measure, row.from_on): _value(row, event) for row in told}
    put(
        list(latest.values()),
        unique=("subscription_id", "measure", "from_on"),
        update=("until_on", "value", "revision", "reported_at"),
    )


def _value(row: UsageRecord, event: UsageRecorded) -> UsageValue:
    return UsageValue(
        subscription_id=row.subscription_id,
        measure=row.measure,
        from_on=row.from_on,
        until_on=row.until_on,
        value=row.value,
        listing_id=UUID(event.listing_id),
        revision=row.revision,
        reported_at=row.told_at,
    )


def usage_flagged(stored: StoredEvent) -> None:
    """What was found takes the place of what was found before."""
    event = cast(UsageFlagged, stored.event)
    UsageFlag.objects.filter(listing_id=event.listing_id).delete()
    put(
        [
            UsageFlag(
                listing_id=UUID(event.listing_id),
                nth=nth,
                kind=each["kind"],
                subscription_id=UUID(each["subscription_id"]),
                number=each["number"],
                measure=each["measure"],
                from_on=date.fromisoformat(each["from_on"]),
                until_on=date.fromisoformat(each["until_on"]),
                values=each["values"],
                found_on=date.fromisoformat(each["found_on"]),
            )
            for nth, each in enumerate(event.flags)
        ]
    )


USAGE = Projector(
    name="usage",
    models=(UsageValue, UsageRecord, UsageFlag),
    handles={UsageRecorded: usage_recorded, UsageFlagged: usage_flagged},
)
