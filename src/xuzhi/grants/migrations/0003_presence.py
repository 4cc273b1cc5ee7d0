"""Who was where last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_funded_plans")]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("case_id", models.UUIDField()),
                ("actor_id", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("section", models.CharField(max_length=120)),
                ("saved", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "grants_presence"},
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=("case_id", "actor_id"), name="grants_presence_once"),
        ),
    ]
