"""The row by which a listing is found."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class ListingSearch(models.Model):
    """What the catalogue looks through; it exists exactly while the solution is listed.

    `vector` has the words and the facets' codes; `name` is folded, to sort by; `texts` are the folded fields, to weigh
    an answer by; `dated` are the facets that hold until a day. Vector, texts and facets lie outside the row, so that a
    row is narrow.

    The table also has `number`, which the database gives anew whenever the row is written. It says nothing about the
    listing and comes from no event: it is the listing's place among the bits of the facets, and the numbers together
    tell one state of the catalogue from another.
    """

    listing = models.OneToOneField("marketplace.Listing", primary_key=True, on_delete=models.CASCADE)
    vector = SearchVectorField()
    facets = ArrayField(models.CharField(max_length=120), default=list)
    dated = ArrayField(models.CharField(max_length=120), default=list)
    price_twd = models.IntegerField(null=True)
    listed_at = models.DateTimeField()
    name = models.CharField(max_length=300)
    texts = models.TextField(default="", blank=True)

    class Meta:
        db_table = "marketplace_search"
        indexes: ClassVar = [
            GinIndex(fields=["vector"], name="marketplace_search_vector"),
            models.Index(fields=["-listed_at", "listing"], name="marketplace_search_newest"),
        ]

    def __str__(self) -> str:
        return self.name
