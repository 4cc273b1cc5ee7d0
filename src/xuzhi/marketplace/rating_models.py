"""Read model of ratings, dropped and rebuilt from events: one a subscription, with the supplier's answer."""

from __future__ import annotations

from django.db import models


class Rating(models.Model):
    """What a buyer said last. `answered_revision` is the revision that the supplier answered."""

    subscription_id = models.UUIDField(primary_key=True)
    listing_id = models.UUIDField(db_index=True)
    supplier_ubn = models.CharField(max_length=8, db_index=True)
    buyer_ubn = models.CharField(max_length=8, db_index=True)
    stars = models.SmallIntegerField()
    text = models.TextField()
    revision = models.IntegerField()
    first_at = models.DateTimeField()
    given_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_revision = models.IntegerField(default=0)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "marketplace_rating"

    def __str__(self) -> str:
        return f"{self.stars} {self.subscription_id}"
