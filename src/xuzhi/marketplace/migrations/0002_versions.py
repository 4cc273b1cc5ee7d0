import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0001_initial")]

    operations = [
        migrations.AddField("listing", "suspended_at", models.DateTimeField(null=True)),
        migrations.AddField("listing", "version", models.IntegerField(default=1)),
        migrations.CreateModel(
            name="ListingVersion",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "listing_id", "version", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.IntegerField()),
                ("name", models.CharField(max_length=300)),
                ("facts", models.JSONField(default=dict)),
                ("case_id", models.UUIDField()),
                ("case_number", models.CharField(max_length=40)),
                ("edition_on", models.DateField()),
                ("approved_at", models.DateTimeField()),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="marketplace.listing",
                    ),
                ),
            ],
            options={"db_table": "marketplace_version"},
        ),
    ]
