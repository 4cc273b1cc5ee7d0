"""The catalogue as data for everybody: row by row, by the same door as the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from xuzhi.casework.queries.editions import edition
from xuzhi.kernel.roc import taipei_day
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.queries.door import on_sale

CHUNK = 500
LICENCE = "open_data_licence"
"""The parameter, set by the office, that says under which licence the data may be used."""


@dataclass(frozen=True)
class OpenRow:
    """One listed solution; `facts` are public ones."""

    slug: str
    name: str
    summary: str
    programme: str
    supplier_ubn: str
    supplier_name: str
    county: str
    is_ai: bool | None
    price_twd: int | None
    listed_on: date
    valid_until: date | None
    version: int
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class CatalogueState:
    """`digest` changes with everything that is listed, changed, suspended or removed."""

    count: int
    changed_at: datetime | None
    digest: str


def open_rows() -> Iterator[OpenRow]:
    """All that is listed now, in an order that stays; read a few hundred at a time. One query."""
    for row in on_sale().order_by("listed_at", "id").iterator(chunk_size=CHUNK):
        yield OpenRow(
            row.slug, row.name, row.summary, row.programme, row.firm_ubn, row.firm_name, row.county,
            row.facts.get(read.IS_AI), read.lowest_price(row.facts), taipei_day(row.listed_at), row.valid_until,
            row.version, row.facts,
        )  # fmt: skip


def catalogue_state() -> CatalogueState:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), max(l.renewed_at), coalesce(md5(string_agg(concat(l.id, l.version, l.renewed_at,"
            " l.valid_until), ',' order by l.id)), '') from marketplace_search s join marketplace_listing l"
            " on l.id = s.listing_id"
        )
        return CatalogueState(*cursor.fetchone())


def licence_of(programme: str, on: date) -> str:
    """The licence that the office has set, "" while it has not."""
    return str(edition(programme, on).values.get(LICENCE) or "")


def programmes_listed() -> tuple[str, ...]:
    """The programmes that have something listed. One query."""
    return tuple(on_sale().order_by("programme").values_list("programme", flat=True).distinct())
