"""Which files stood behind a listing and behind a supplier when they were approved, and what was verified of the latter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0002_versions")]

    operations = [
        migrations.AddField("listing", "documents", models.JSONField(default=dict)),
        migrations.AddField("supplier", "documents", models.JSONField(default=dict)),
        migrations.AddField("supplier", "verified", models.JSONField(default=list)),
    ]
