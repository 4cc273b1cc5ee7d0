"""Plans that can be compared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class FundedList(models.Model):
    """A list that was imported. A read model."""

    id = models.UUIDField(primary_key=True)
    title = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    plans = models.IntegerField()
    imported_by = models.CharField(max_length=120)
    imported_at = models.DateTimeField()

    class Meta:
        app_label = "grants"
        db_table = "grants_fundedlist"


class FundedPlan(models.Model):
    """A plan on a list. A read model."""

    id = models.UUIDField(primary_key=True)
    of = models.ForeignKey(FundedList, on_delete=models.CASCADE, related_name="funded")
    title = models.CharField(max_length=300)
    firm_name = models.CharField(max_length=200)
    firm_ubn = models.CharField(max_length=8, blank=True)
    year = models.IntegerField()
    authority = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        app_label = "grants"
        db_table = "grants_fundedplan"


class SignedPlan(models.Model):
    """The signature of a plan's text; not a read model: worked out again from what was handed in or listed, whenever
    it is missing or `algorithm` is another one. `source` is case or list, `id` that of the case or the listed plan."""

    id = models.UUIDField(primary_key=True)
    source = models.CharField(max_length=10)
    text_sha256 = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=40)
    signature = models.BinaryField()
    characters = models.IntegerField()

    class Meta:
        app_label = "grants"
        db_table = "grants_signedplan"
        indexes: ClassVar = [models.Index(fields=["algorithm"], name="grants_signed_algorithm")]
