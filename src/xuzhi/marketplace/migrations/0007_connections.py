"""Keys and webhooks of firms, the log of what they were told, kept answers and how often callers came."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0006_usage"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("firm_ubn", models.CharField(db_index=True, max_length=8)),
                ("name", models.CharField(max_length=80)),
                ("scopes", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40))),
                ("start", models.CharField(max_length=12)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "marketplace_api_key",
            },
        ),
        migrations.CreateModel(
            name="ApiKeyUse",
            fields=[
                ("key_id", models.UUIDField(primary_key=True, serialize=False)),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "db_table": "marketplace_api_key_use",
            },
        ),
        migrations.CreateModel(
            name="CallRate",
            fields=[
                ("caller", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("full_at", models.DateTimeField()),
                ("allowed", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "marketplace_call_rate",
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "caller", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("caller", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=255)),
                ("asked_sha256", models.CharField(max_length=64)),
                ("status", models.IntegerField()),
                ("headers", models.JSONField(default=dict)),
                ("body", models.BinaryField()),
                ("kept_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "db_table": "marketplace_kept_answer",
            },
        ),
        migrations.CreateModel(
            name="MessageLease",
            fields=[
                ("message_id", models.UUIDField(primary_key=True, serialize=False)),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "marketplace_message_lease",
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("firm_ubn", models.CharField(db_index=True, max_length=8)),
                ("url", models.CharField(max_length=500)),
                ("topics", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60))),
                ("state", models.CharField(default="on", max_length=10)),
                ("because", models.CharField(blank=True, max_length=20)),
                ("failing_since", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("registered_at", models.DateTimeField()),
                ("rotated_at", models.DateTimeField()),
            ],
            options={
                "db_table": "marketplace_webhook",
            },
        ),
        migrations.CreateModel(
            name="WebhookSecret",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("webhook_id", models.UUIDField(db_index=True)),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("retires_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "marketplace_webhook_secret",
            },
        ),
        migrations.CreateModel(
            name="WebhookMessage",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("topic", models.CharField(max_length=60)),
                ("data", models.JSONField(default=dict)),
                ("happened_at", models.DateTimeField()),
                ("position", models.BigIntegerField()),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("attempts", models.IntegerField(default=0)),
                ("next_try_at", models.DateTimeField(null=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="marketplace.webhook"
                    ),
                ),
            ],
            options={
                "db_table": "marketplace_webhook_message",
            },
        ),
        migrations.CreateModel(
            name="WebhookAttempt",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("attempt", models.IntegerField()),
                ("status", models.IntegerField()),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("milliseconds", models.IntegerField()),
                ("tried_at", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="marketplace.webhookmessage",
                    ),
                ),
            ],
            options={
                "db_table": "marketplace_webhook_attempt",
            },
        ),
        migrations.AddIndex(
            model_name="webhookmessage",
            index=models.Index(fields=["webhook", "-position"], name="marketplace_message_log"),
        ),
        migrations.AddIndex(
            model_name="webhookmessage",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["next_try_at"], name="marketplace_message_due"
            ),
        ),
        # How often callers came need not outlive a crash.
        migrations.RunSQL(
            "ALTER TABLE marketplace_call_rate SET UNLOGGED", "ALTER TABLE marketplace_call_rate SET LOGGED"
        ),
    ]
