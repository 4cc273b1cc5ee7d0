"""Ratings, and what looks wrong with usage."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0008_hits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("subscription_id", models.UUIDField(primary_key=True, serialize=False)),
                ("listing_id", models.UUIDField(db_index=True)),
                ("supplier_ubn", models.CharField(db_index=True, max_length=8)),
                ("buyer_ubn", models.CharField(db_index=True, max_length=8)),
                ("stars", models.SmallIntegerField()),
                ("text", models.TextField()),
                ("revision", models.IntegerField()),
                ("first_at", models.DateTimeField()),
                ("given_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_revision", models.IntegerField(default=0)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "marketplace_rating",
            },
        ),
        migrations.CreateModel(
            name="UsageFlag",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "listing_id", "nth", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("listing_id", models.UUIDField()),
                ("nth", models.IntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("subscription_id", models.UUIDField(db_index=True)),
                ("number", models.CharField(max_length=40)),
                ("measure", models.CharField(max_length=40)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("values", models.JSONField(default=dict)),
                ("found_on", models.DateField()),
            ],
            options={
                "db_table": "marketplace_usage_flag",
            },
        ),
    ]
