import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_given_facts")]

    operations = [
        migrations.AddField("case", "version", models.IntegerField(default=0)),
        migrations.CreateModel(
            name="DecidedChange",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("about", models.UUIDField(db_index=True)),
                ("decision", models.CharField(blank=True, max_length=40)),
                ("changes", models.JSONField(default=list)),
                ("version", models.IntegerField(null=True)),
                ("decided_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="casework.case"),
                ),
            ],
            options={"db_table": "casework_decidedchange"},
        ),
    ]
