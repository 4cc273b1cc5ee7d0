"""Keys, webhooks and their messages, folded out of events; and what is merely kept: secrets, answers, how often."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class ApiKey(models.Model):
    """A key by which a firm's program comes in. Only its hash is here."""

    id = models.UUIDField(primary_key=True)
    firm_ubn = models.CharField(max_length=8, db_index=True)
    name = models.CharField(max_length=80)
    scopes = ArrayField(models.CharField(max_length=40))
    start = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "marketplace_api_key"

    def __str__(self) -> str:
        return self.name


class ApiKeyUse(models.Model):
    """When a key was last used; nobody's history, so no event."""

    key_id = models.UUIDField(primary_key=True)
    used_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_api_key_use"


class CallRate(models.Model):
    """How much one caller has asked for: the instant at which all of it will be forgotten."""

    caller = models.CharField(max_length=100, primary_key=True)
    full_at = models.DateTimeField()
    allowed = models.BooleanField(default=True)

    class Meta:
        db_table = "marketplace_call_rate"


class KeptAnswer(models.Model):
    """What was answered to an act with an Idempotency-Key, so that the same act again has the same answer."""

    pk = models.CompositePrimaryKey("caller", "key")
    caller = models.CharField(max_length=100)
    key = models.CharField(max_length=255)
    asked_sha256 = models.CharField(max_length=64)
    status = models.IntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "marketplace_kept_answer"


class Webhook(models.Model):
    """Where a firm wants to be told. state: on, off (disabled), removed."""

    id = models.UUIDField(primary_key=True)
    firm_ubn = models.CharField(max_length=8, db_index=True)
    url = models.CharField(max_length=500)
    topics = ArrayField(models.CharField(max_length=60))
    state = models.CharField(max_length=10, default="on")
    because = models.CharField(max_length=20, blank=True)
    failing_since = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField()
    rotated_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_webhook"

    def __str__(self) -> str:
        return self.url


class WebhookSecret(models.Model):
    """What messages are signed with, encrypted; the one before the present one holds until it `retires_at`."""

    id = models.UUIDField(primary_key=True)
    webhook_id = models.UUIDField(db_index=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    retires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "marketplace_webhook_secret"


class WebhookMessage(models.Model):
    """Something to tell. state: waiting, delivered, failed (given up)."""

    id = models.UUIDField(primary_key=True)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="messages")
    topic = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    position = models.BigIntegerField()
    state = models.CharField(max_length=10, default="waiting")
    attempts = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "marketplace_webhook_message"
        indexes: ClassVar = [
            models.Index(fields=["webhook", "-position"], name="marketplace_message_log"),
            models.Index(fields=["next_try_at"], name="marketplace_message_due", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"


class WebhookAttempt(models.Model):
    """One try to tell it. `status` is the receiver's answer, 0 where there was none."""

    position = models.BigIntegerField(primary_key=True)
    message = models.ForeignKey(WebhookMessage, on_delete=models.CASCADE, related_name="tries")
    attempt = models.IntegerField()
    status = models.IntegerField()
    problem = models.CharField(max_length=40, blank=True)
    milliseconds = models.IntegerField()
    tried_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_webhook_attempt"


class MessageLease(models.Model):
    """Who tries holds the message meanwhile, so that two workers do not tell it at once."""

    message_id = models.UUIDField(primary_key=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "marketplace_message_lease"
