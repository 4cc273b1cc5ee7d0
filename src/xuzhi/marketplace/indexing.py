"""Listings into the rows by which they are found, and out of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Cast

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.terms import fold
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.facets import CERTIFICATE, LISTED, certificates_of, facets_of, records
from xuzhi.marketplace.finding.fields import fields_of
from xuzhi.marketplace.labels import Labels
from xuzhi.marketplace.models import Listing, ListingSearch, Supplier

CHUNK = 500


def put_in_index(listing: Listing) -> None:
    """Find the listing by what it says now."""
    supplier = Supplier.objects.filter(firm_ubn=listing.firm_ubn).values_list("facts", flat=True).first()
    take_out_of_index(listing.id)
    ListingSearch.objects.bulk_create([search_row(listing, supplier or {}, _plain_labels())])
    _settle()


def take_out_of_index(listing_id: Any) -> None:
    ListingSearch.objects.filter(listing_id=listing_id).delete()


def put_firm_in_index(firm_ubn: str) -> None:
    """What a firm holds has changed: its listings are found by that."""
    for listing in Listing.objects.filter(firm_ubn=firm_ubn, listingsearch__isnull=False):
        put_in_index(listing)


def index_all(listings: Iterable[Listing], suppliers: Mapping[str, Mapping[str, Any]]) -> int:
    """Put many into an index that has none of them; gives how many. `suppliers` are the firms' facts by number."""
    rows: list[ListingSearch] = []
    labels = _plain_labels()
    count = 0
    for listing in listings:
        rows.append(search_row(listing, suppliers.get(listing.firm_ubn, {}), labels))
        count += 1
        if len(rows) == CHUNK:
            ListingSearch.objects.bulk_create(rows)
            rows.clear()
    ListingSearch.objects.bulk_create(rows)
    _settle()
    return count


def search_row(listing: Listing, supplier: Mapping[str, Any], labels: Labels) -> ListingSearch:
    """Every text and code by which the listing is found; `supplier` are the firm's public facts."""
    question, field = LISTED[CERTIFICATE]
    held = [labels.word(f"{question}.{field}", str(each.get(field, ""))) for each in records(supplier.get(question))]
    fields = fields_of(listing.facts, listing.name, listing.firm_name, labels.word, held)
    facets = facets_of(listing.facts, listing.county)
    return ListingSearch(
        listing_id=listing.id,
        vector=Cast(Value(fields.vector(facets)), SearchVectorField()),
        facets=facets,
        dated=certificates_of(supplier),
        price_twd=read.lowest_price(listing.facts),
        listed_at=listing.listed_at,
        name=fold(listing.name),
        texts=fields.folded,
    )


def _plain_labels() -> Labels:
    return Labels(programmes(), plain=True)


def _settle() -> None:
    """Sort what is new into the index."""
    with connection.cursor() as cursor:
        cursor.execute("select marketplace_settle()")
