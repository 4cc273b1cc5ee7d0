"""Read models of asking the members; but `ConsentSheet`, which must not enter the ledger before it is opened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ConsentRound(models.Model):
    """The members were asked; `opened_at` once the answers stand for the office to read."""

    position = models.BigIntegerField(primary_key=True)
    case_id = models.UUIDField()
    case_number = models.CharField(max_length=40)
    nth = models.IntegerField()
    panel_id = models.UUIDField()
    programme = models.CharField(max_length=80)
    subject = models.CharField(max_length=300, blank=True)
    firm_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    compared = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "panels"
        db_table = "panels_consentround"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case_id", "nth"], name="panels_consentround_once")]


class Consent(models.Model):
    """A member who was asked; `agrees` and `reason` once it was opened."""

    pk = models.CompositePrimaryKey("round_id", "reviewer_id")
    round = models.ForeignKey(ConsentRound, on_delete=models.CASCADE, related_name="consents")
    reviewer_id = models.UUIDField()
    name = models.CharField(max_length=100)
    order = models.IntegerField()
    sealed_at = models.DateTimeField(null=True)
    sealed_sha256 = models.CharField(max_length=64, blank=True)
    agrees = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        app_label = "panels"
        db_table = "panels_consent"
        indexes: ClassVar = [models.Index(fields=["reviewer_id"], name="panels_consent_reviewer")]


class ConsentSheet(models.Model):
    """What a member answered; not a read model. Nobody reads it before all are opened."""

    pk = models.CompositePrimaryKey("case_id", "nth", "reviewer_id")
    case_id = models.UUIDField()
    nth = models.IntegerField()
    reviewer_id = models.UUIDField()
    answer = models.JSONField()
    salt = models.CharField(max_length=64)

    class Meta:
        app_label = "panels"
        db_table = "panels_consentsheet"
