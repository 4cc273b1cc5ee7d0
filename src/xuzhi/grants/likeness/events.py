"""What can happen to lists of funded plans. Stream: `funded-<uuid>`, one a list."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.ledger.events import Event


def funded_stream(list_id: object) -> str:
    return f"funded-{list_id}"


@dataclass(frozen=True)
class FundedListImported(Event):
    """A list was taken over; each of its plans is an event of its own."""

    list_id: str
    title: str
    file_sha256: str
    plans: int


@dataclass(frozen=True)
class FundedPlanListed(Event):
    """A plan that an authority funded. `year` is of the common era, 0 where the list has none."""

    list_id: str
    plan_id: str
    title: str
    firm_name: str
    firm_ubn: str
    year: int
    authority: str
    text: str
