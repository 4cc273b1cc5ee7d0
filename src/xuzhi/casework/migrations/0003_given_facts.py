"""Facts that other rooms tell a case."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_search_looks_exports")]

    operations = [
        migrations.CreateModel(
            name="GivenFact",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("value", models.JSONField()),
                ("source", models.CharField(max_length=120)),
                ("given_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="casework.case"),
                ),
            ],
            options={"db_table": "casework_givenfact"},
        ),
    ]
