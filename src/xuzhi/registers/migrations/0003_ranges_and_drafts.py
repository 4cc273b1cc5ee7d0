"""Ranges of internet addresses with their country; files that were handed in and are not imported yet."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_files_are_kept")]

    operations = [
        migrations.CreateModel(
            name="SnapshotDraft",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=255)),
                ("content", models.BinaryField()),
                ("handed_in_by", models.CharField(max_length=80)),
                ("handed_in_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "registers_snapshotdraft"},
        ),
        migrations.CreateModel(
            name="IpRange",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "snapshot_id", "line", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("first", models.GenericIPAddressField()),
                ("last", models.GenericIPAddressField()),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "snapshot",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="registers.snapshot"),
                ),
            ],
            options={
                "db_table": "registers_iprange",
                "indexes": [models.Index(fields=["snapshot", "first"], name="registers_iprange_first")],
            },
        ),
    ]
