"""What was found in files: rebuildable from the events, so the working role may change it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_write_once")]

    operations = [
        migrations.CreateModel(
            name="InspectionRow",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("state", models.TextField()),
                ("why", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("facts", models.JSONField(default=dict)),
                ("suggestions", models.JSONField(default=list)),
                ("virus", models.JSONField(default=dict)),
                ("ocr", models.JSONField(default=dict)),
                ("by", models.JSONField(default=dict)),
                ("inspected_at", models.DateTimeField()),
                ("position", models.BigIntegerField()),
            ],
            options={"db_table": "documents_inspection"},
        ),
    ]
