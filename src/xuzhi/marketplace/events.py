"""What can happen on the market beside cases. Payloads are JSON-safe and hold no floats: figures are text.

Streams: `usage-<ubn>` (a supplier's usage records), `rating-<uuid>` (of a subscription).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xuzhi.ledger.events import Event

type Json = Any


def usage_stream(supplier_ubn: object) -> str:
    return f"usage-{supplier_ubn}"


@dataclass(frozen=True)
class UsageRecorded(Event):
    """A supplier told how much a subscription was used: [{measure, from_on, until_on, value, record_id, revision}].

    A value that comes for the same measure and days is a new fact; the one with the highest revision counts.
    """

    subscription_id: str
    listing_id: str
    supplier_ubn: str
    source: str
    records: list[Json]
