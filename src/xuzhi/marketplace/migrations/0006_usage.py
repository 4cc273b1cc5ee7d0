"""Usage records: what counts, and everything that was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("marketplace", "0005_finding"),
    ]

    operations = [
        migrations.CreateModel(
            name="UsageRecord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "position", "nth", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.BigIntegerField()),
                ("nth", models.IntegerField()),
                ("subscription_id", models.UUIDField()),
                ("supplier_ubn", models.CharField(max_length=8)),
                ("source", models.CharField(max_length=40)),
                ("record_id", models.CharField(blank=True, max_length=100)),
                ("measure", models.CharField(max_length=40)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("value", models.DecimalField(decimal_places=3, max_digits=18)),
                ("revision", models.IntegerField()),
                ("told_by", models.CharField(max_length=120)),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "db_table": "marketplace_usage_record",
                "indexes": [
                    models.Index(fields=["subscription_id", "measure", "from_on"], name="marketplace_usage_record_of"),
                    models.Index(
                        condition=models.Q(("record_id", ""), _negated=True),
                        fields=["supplier_ubn", "source", "record_id"],
                        name="marketplace_usage_record_id",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageValue",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "subscription_id",
                        "measure",
                        "from_on",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("subscription_id", models.UUIDField()),
                ("measure", models.CharField(max_length=40)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("value", models.DecimalField(decimal_places=3, max_digits=18)),
                ("listing_id", models.UUIDField()),
                ("revision", models.IntegerField()),
                ("reported_at", models.DateTimeField()),
            ],
            options={
                "db_table": "marketplace_usage_value",
                "indexes": [models.Index(fields=["listing_id", "from_on"], name="marketplace_usage_listing")],
            },
        ),
    ]
