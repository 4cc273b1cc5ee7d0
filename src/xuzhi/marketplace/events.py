"""What can happen on the market beside cases. Payloads are JSON-safe and hold no floats: figures are text.

Streams: `usage-<ubn>` (a supplier's usage records), `usage-flags-<uuid>` (of a listing), `rating-<uuid>` (of a
subscription).
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


@dataclass(frozen=True)
class UsageFlagged(Event):
    """What looks wrong with the usage of a solution was looked for, and is another than before: all of it, as
    [{kind, subscription_id, number, measure, from_on, until_on, values, found_on}]. Figures are text."""

    listing_id: str
    looked_on: str
    flags: list[Json]


@dataclass(frozen=True)
class RatingGiven(Event):
    """A buyer said how a subscription serves: again, when it changes its word; the last one holds."""

    subscription_id: str
    listing_id: str
    supplier_ubn: str
    buyer_ubn: str
    stars: int
    text: str
    revision: int


@dataclass(frozen=True)
class RatingAnswered(Event):
    """The supplier answered a rating, as it stood in that revision; again, when it changes its answer."""

    subscription_id: str
    text: str
    revision: int


def usage_flag_stream(listing_id: object) -> str:
    return f"usage-flags-{listing_id}"


def rating_stream(subscription_id: object) -> str:
    return f"rating-{subscription_id}"
