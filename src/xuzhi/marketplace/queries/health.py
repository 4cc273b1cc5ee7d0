"""What a supplier has that runs out, and when: listings, certificates and awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xuzhi.casework.queries.editions import edition
from xuzhi.marketplace.models import Listing, Supplier
from xuzhi.marketplace.queries.plainly import badges_of

LISTING, CREDENTIAL = "listing", "credential"


@dataclass(frozen=True)
class RunsOut:
    """Something with a last day. `kind` is listing or credential; `days` are left, less than 0 when it is over."""

    kind: str
    name: str
    label: str
    until_on: date
    days: int


def runs_out(firm_ubn: str, *, on: date) -> tuple[RunsOut, ...]:
    """What runs out, the soonest first; what has run out is told as well. A constant number of queries."""
    found = [
        RunsOut(LISTING, name, "", until_on, (until_on - on).days)
        for name, until_on in Listing.objects.filter(firm_ubn=firm_ubn, removed_at=None)
        .exclude(valid_until=None)
        .values_list("name", "valid_until")
        if until_on is not None
    ]
    supplier = Supplier.objects.filter(firm_ubn=firm_ubn).first()
    programme = Listing.objects.filter(firm_ubn=firm_ubn).values_list("programme", flat=True).first()
    if supplier is not None and programme is not None:
        for badge in badges_of(edition(programme, on, spoken=True), supplier.facts):
            if badge.expires_on is not None:
                days = (badge.expires_on - on).days
                found.append(RunsOut(CREDENTIAL, badge.name, badge.kind, badge.expires_on, days))
    return tuple(sorted(found, key=lambda each: (each.until_on, each.name)))
