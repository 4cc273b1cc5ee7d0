"""The only door to what is listed. What was removed, has lapsed or is suspended is behind it for nobody: the catalogue,
comparison, orders and the API all come through here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from xuzhi.marketplace.models import Listing


@dataclass(frozen=True)
class Listed:
    """What stands in the catalogue now, in short. `version` is the one that a new subscription is bound to."""

    id: UUID
    slug: str
    name: str
    programme: str
    firm_ubn: str
    firm_name: str
    version: int
    listed_at: datetime
    valid_until: date | None


def on_sale() -> QuerySet[Listing]:
    """The listings that anybody may see, compare and order. Those that are found are exactly those that are listed."""
    return Listing.objects.filter(listingsearch__isnull=False)


def listed(slugs: Iterable[str]) -> tuple[Listed, ...]:
    """Those of the solutions that are listed now, in the order asked for. One query."""
    wanted = list(dict.fromkeys(slugs))
    found = {each.slug: _listed(each) for each in on_sale().filter(slug__in=wanted)}
    return tuple(found[slug] for slug in wanted if slug in found)


def listed_of(firm_ubn: str) -> tuple[Listed, ...]:
    """What a firm has listed now, by name. One query."""
    return tuple(_listed(each) for each in on_sale().filter(firm_ubn=firm_ubn).order_by("name", "id"))


@dataclass(frozen=True)
class Address:
    """Where a solution stands, and when what stands there last changed."""

    slug: str
    firm_ubn: str
    changed_at: datetime


def addresses(*, first: int, count: int) -> tuple[Address, ...]:
    """A stretch of what is listed, in an order that stays. One query."""
    rows = on_sale().order_by("listed_at", "id").values_list("slug", "firm_ubn", "renewed_at")[first : first + count]
    return tuple(Address(*row) for row in rows)


def listed_case(case_id: UUID | str) -> Listed | None:
    """The listing that a case is, where it is listed now. One query."""
    found = on_sale().filter(id=case_id).first()
    return _listed(found) if found is not None else None


def _listed(row: Listing) -> Listed:
    return Listed(
        row.id, row.slug, row.name, row.programme, row.firm_ubn, row.firm_name, row.version, row.listed_at,
        row.valid_until,
    )  # fmt: skip
