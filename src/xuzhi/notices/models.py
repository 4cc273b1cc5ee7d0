"""Tables of the notices room.

`Notice` and `LetterSeries` are read models: dropped and rebuilt from events. `NoticeSecret` is not: it holds what must
never enter the ledger (a code in clear), encrypted, from the issue of a notice until its e-mail has left.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """One notice to one firm, from its issue to its delivery and first reading."""

    class State(models.TextChoices):
        PENDING = "pending"
        DELIVERED = "delivered"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40, unique=True)  # the letter's number, as printed
    programme = models.CharField(max_length=80)
    rule = models.CharField(max_length=80)  # the notice's name in the rulebook
    template = models.CharField(max_length=200)  # in the programme's notices folder
    clause = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=300)
    firm_ubn = models.CharField(max_length=8, blank=True)
    firm_name = models.CharField(max_length=200, blank=True)
    case_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=40, blank=True)
    recipients = models.JSONField(default=list)  # e-mail addresses
    channels = models.JSONField(default=list)  # inbox, email, letter
    content = models.JSONField(default=dict)  # what the letter says: paragraphs, items, deadline …
    deadline_at = models.DateTimeField(null=True)
    edition_on = models.DateField()
    edition_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)
    delivered_at = models.DateTimeField(null=True)
    emailed_to = models.JSONField(default=list)
    letter_sha256 = models.CharField(max_length=64, blank=True)
    letter_size = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    read_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "notices_notice"
        indexes: ClassVar = [
            models.Index(fields=["firm_ubn", "-issued_at"], name="notices_inbox"),
            models.Index(fields=["case_id", "issued_at"], name="notices_of_case"),
            models.Index(fields=["next_try_at"], name="notices_due", condition=~models.Q(state="delivered")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class LetterSeries(models.Model):
    """The last letter number used of one word in one ROC year; its row is the lock that keeps numbers without gaps."""

    pk = models.CompositePrimaryKey("word", "year")
    word = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "notices_letterseries"


class NoticeSecret(models.Model):
    """What the e-mail of one notice says and nothing else may keep. Deleted when the e-mail has left."""

    notice_id = models.UUIDField(primary_key=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "notices_noticesecret"
