"""What was ordered and what runs, term by term; complaints that were upheld."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0003_proofs")]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40)),
                ("programme", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=80)),
                ("listing_id", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=300)),
                ("version", models.IntegerField()),
                ("buyer_ubn", models.CharField(max_length=8)),
                ("buyer_name", models.CharField(max_length=200)),
                ("supplier_ubn", models.CharField(max_length=8)),
                ("supplier_name", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=20)),
                ("contract", models.JSONField(default=dict)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("payment", models.CharField(blank=True, max_length=20)),
                ("payment_told_by", models.CharField(blank=True, max_length=120)),
                ("payment_told_at", models.DateTimeField(null=True)),
                ("ordered_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "db_table": "marketplace_subscription",
                "indexes": [
                    models.Index(fields=["buyer_ubn", "-ordered_at"], name="marketplace_sub_buyer"),
                    models.Index(fields=["supplier_ubn", "-ordered_at"], name="marketplace_sub_supplier"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UpheldComplaint",
            fields=[
                ("case_id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40)),
                ("listing_id", models.UUIDField(db_index=True)),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("upheld_at", models.DateTimeField()),
                (
                    "subscription",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="marketplace.subscription"),
                ),
            ],
            options={"db_table": "marketplace_upheld_complaint"},
        ),
        migrations.CreateModel(
            name="SubscriptionTerm",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("version", models.IntegerField()),
                ("contract", models.JSONField(default=dict)),
                ("step", models.CharField(max_length=80)),
                ("agreed_at", models.DateTimeField()),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="marketplace.subscription",
                    ),
                ),
            ],
            options={
                "db_table": "marketplace_subscription_term",
                "indexes": [models.Index(fields=["subscription", "from_on"], name="marketplace_term_of")],
            },
        ),
    ]
