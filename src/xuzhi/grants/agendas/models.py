"""Agendas that were asked for, with what came of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AgendaRow(models.Model):
    """A question for an agenda and its answer. state: waiting, proposed, impossible, accepted, carried_out, failed."""

    id = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    programme = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    state = models.CharField(max_length=20)
    cases = models.IntegerField()
    question = models.JSONField()
    answer = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    accepted_by = models.JSONField(null=True)  # the actor
    accepted_at = models.DateTimeField(null=True)
    carried_out_at = models.DateTimeField(null=True)
    rest = models.JSONField(default=dict)

    class Meta:
        app_label = "grants"
        db_table = "grants_agenda"
        indexes: ClassVar = [models.Index(fields=["programme", "kind", "-position"], name="grants_agenda_latest")]
