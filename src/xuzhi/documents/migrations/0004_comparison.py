"""What two files say differently: rebuildable from the events, so the working role may change it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_inspection")]

    operations = [
        migrations.CreateModel(
            name="ComparisonRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.CharField(max_length=64)),
                ("second", models.CharField(max_length=64)),
                ("found", models.JSONField(default=dict)),
                ("why", models.JSONField(default=dict)),
                ("compared_at", models.DateTimeField()),
            ],
            options={"db_table": "documents_comparison"},
        ),
        migrations.AddConstraint(
            model_name="comparisonrow",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="documents_comparison_once"),
        ),
    ]
