"""A supplier as everybody may read of it, while something of theirs is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from xuzhi.casework.queries.editions import edition
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.marks import Mark
from xuzhi.marketplace.models import Supplier
from xuzhi.marketplace.queries.door import on_sale
from xuzhi.marketplace.queries.plainly import Badge, badges_mark, badges_of


@dataclass(frozen=True)
class Offered:
    """One of their solutions."""

    slug: str
    name: str
    summary: str
    is_ai: bool | None
    lowest_twd: int | None
    usage_price: str
    verified: int
    listed_at: datetime
    valid_until: date | None


@dataclass(frozen=True)
class SupplierPage:
    """`approved_on` is the day since which they are qualified; what they hold stands as it was approved."""

    ubn: str
    name: str
    county: str
    programme: str
    programme_title: str
    introduction: str
    website: str
    approved_on: date | None
    badges: tuple[Badge, ...]
    badges_mark: Mark | None
    solutions: tuple[Offered, ...]


def supplier_page(firm_ubn: str) -> SupplierPage | None:
    """None where nothing of theirs is listed now. Three queries."""
    listings = list(on_sale().filter(firm_ubn=firm_ubn).order_by("name", "id"))
    if not listings:
        return None
    newest = max(listings, key=lambda each: each.edition_on)
    rules = edition(newest.programme, newest.edition_on, spoken=True)
    card = Supplier.objects.filter(firm_ubn=firm_ubn).first()
    return SupplierPage(
        ubn=firm_ubn,
        name=newest.firm_name,
        county=newest.county,
        programme=newest.programme,
        programme_title=rules.programme.short_title or rules.title,
        introduction=str(card.facts.get("company.introduction", "")) if card else "",
        website=str(card.facts.get("company.website", "")) if card else "",
        approved_on=card.approved_on if card else None,
        badges=badges_of(rules, card.facts) if card else (),
        badges_mark=badges_mark(rules, card),
        solutions=tuple(
            Offered(
                each.slug, each.name, each.summary, each.facts.get(read.IS_AI), read.lowest_price(each.facts),
                read.usage_price(each.facts) if read.lowest_price(each.facts) is None else "",
                len(each.verified), each.listed_at, each.valid_until,
            )
            for each in listings
        ),
    )  # fmt: skip
