"""Read models of what the office enters beside the cases: values, rounds, days, the proposals for them, and questions
about other values. Rebuilt like those of cases; only `WhatIfProgress` is not, which is how far an answer has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class OverlayRow(models.Model):
    """What the office laid over a programme's files. what: round, parameter, contact, announcement.

    `hash` is the event's, which vouches for all that was laid over the programme up to it.
    """

    position = models.BigIntegerField(primary_key=True)
    programme = models.CharField(max_length=80)
    sequence = models.IntegerField()
    what = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    from_on = models.DateField(null=True)
    value = models.JSONField()
    names = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    change_id = models.UUIDField(null=True)
    set_by = models.CharField(max_length=120)
    set_at = models.DateTimeField()
    hash = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "casework_overlay"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "sequence"], name="casework_overlay_sequence"),
        ]


class CalendarDay(models.Model):
    """An entry that lies over Taiwan's office calendar."""

    position = models.BigIntegerField(primary_key=True)
    day = models.DateField(db_index=True)
    kind = models.CharField(max_length=10)
    county = models.CharField(max_length=20, null=True)
    half = models.CharField(max_length=2, null=True)
    announced_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    change_id = models.UUIDField(null=True)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "casework_calendarday"


class ChangeRow(models.Model):
    """A proposal to change a rule, and what became of it. `programme` is empty for the calendar, which all share.

    state: open, approved, rejected, withdrawn.
    """

    id = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    sequence = models.IntegerField(default=0)  # its place in the programme's stream
    programme = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    from_on = models.DateField()
    value = models.JSONField()
    names = models.JSONField(default=dict)
    reason = models.TextField()
    late_reason = models.TextField(blank=True)
    state = models.CharField(max_length=10)
    proposed_by = models.CharField(max_length=120)
    proposed_by_id = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_because = models.TextField(blank=True)

    class Meta:
        db_table = "casework_change"
        indexes: ClassVar = [models.Index(fields=["state", "programme", "-position"], name="casework_change_state")]


class WhatIfRow(models.Model):
    """A question about other values, and its answer as soon as there is one."""

    id = models.UUIDField(primary_key=True)
    position = models.BigIntegerField()
    programme = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    values = models.JSONField()
    on_day = models.DateField()
    which = models.CharField(max_length=10)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    cases = models.IntegerField()
    change_id = models.UUIDField(null=True)
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_whatif"
        indexes: ClassVar = [
            models.Index(fields=["programme", "-position"], name="casework_whatif_newest"),
            models.Index(fields=["change_id"], name="casework_whatif_change"),
        ]


class WhatIfProgress(models.Model):
    """How many cases have been looked at so far; gone when the answer is there."""

    run_id = models.UUIDField(primary_key=True)
    done = models.IntegerField()

    class Meta:
        db_table = "casework_whatifprogress"
