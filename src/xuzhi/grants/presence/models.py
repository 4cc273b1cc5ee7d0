"""Who was where last. No read model: it is of no weight, kept for minutes, and not rebuilt."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Presence(models.Model):
    """One person at one case: the page they opened or saved last."""

    case_id = models.UUIDField()
    actor_id = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    section = models.CharField(max_length=120)
    saved = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        db_table = "grants_presence"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case_id", "actor_id"], name="grants_presence_once")]
