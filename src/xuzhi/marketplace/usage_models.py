"""Read models of usage, dropped and rebuilt from events: what counts now, and everything that was ever told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class UsageValue(models.Model):
    """What counts for a measure of a subscription over some days: the latest that was told."""

    pk = models.CompositePrimaryKey("subscription_id", "measure", "from_on")
    subscription_id = models.UUIDField()
    measure = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=3)
    listing_id = models.UUIDField()
    revision = models.IntegerField()
    reported_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_usage_value"
        indexes: ClassVar = [models.Index(fields=["listing_id", "from_on"], name="marketplace_usage_listing")]

    def __str__(self) -> str:
        return f"{self.measure} {self.from_on} {self.value}"


class UsageRecord(models.Model):
    """One that was told, in its order. Nothing is ever taken away from here."""

    pk = models.CompositePrimaryKey("position", "nth")
    position = models.BigIntegerField()
    nth = models.IntegerField()
    subscription_id = models.UUIDField()
    supplier_ubn = models.CharField(max_length=8)
    source = models.CharField(max_length=40)
    record_id = models.CharField(max_length=100, blank=True)
    measure = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=3)
    revision = models.IntegerField()
    told_by = models.CharField(max_length=120)
    told_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_usage_record"
        indexes: ClassVar = [
            models.Index(fields=["subscription_id", "measure", "from_on"], name="marketplace_usage_record_of"),
            models.Index(
                fields=["supplier_ubn", "source", "record_id"],
                condition=~models.Q(record_id=""),
                name="marketplace_usage_record_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.from_on} {self.value} ({self.revision})"


class UsageFlag(models.Model):
    """What looked wrong when it was last looked for. `found_on` is the day on which it was first seen."""

    pk = models.CompositePrimaryKey("listing_id", "nth")
    listing_id = models.UUIDField()
    nth = models.IntegerField()
    kind = models.CharField(max_length=20)
    subscription_id = models.UUIDField(db_index=True)
    number = models.CharField(max_length=40)
    measure = models.CharField(max_length=40)
    from_on = models.DateField()
    until_on = models.DateField()
    values = models.JSONField(default=dict)
    found_on = models.DateField()

    class Meta:
        db_table = "marketplace_usage_flag"

    def __str__(self) -> str:
        return f"{self.kind} {self.number} {self.measure} {self.from_on}"
