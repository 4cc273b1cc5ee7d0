"""Read models of what other firms sign."""

from __future__ import annotations

from django.db import models


class Signature(models.Model):
    """What a firm answers for: the hash of all that it was shown, and of each part by itself; `asked` names
    every part, those that were blank too."""

    position = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey("casework.Case", on_delete=models.CASCADE)
    step = models.CharField(max_length=80)
    says = models.TextField(blank=True)
    parts = models.JSONField()
    asked = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    ubn = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    signed_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField()

    class Meta:
        db_table = "casework_signature"
