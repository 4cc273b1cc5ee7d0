"""The money of contracts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.BigIntegerField()),
                ("place", models.IntegerField(default=0)),
                ("contract_id", models.UUIDField(db_index=True)),
                ("case_id", models.UUIDField()),
                ("number", models.CharField(max_length=40)),
                ("firm_ubn", models.CharField(max_length=8)),
                ("sort", models.CharField(max_length=12)),
                ("instalment", models.IntegerField(null=True)),
                ("line", models.CharField(blank=True, max_length=80)),
                ("amount_twd", models.BigIntegerField()),
                ("own_twd", models.BigIntegerField(default=0)),
                ("on", models.DateField()),
                ("reference", models.CharField(blank=True, max_length=120)),
            ],
            options={"db_table": "grants_money"},
        ),
        migrations.AddConstraint(
            "Entry", models.UniqueConstraint(fields=["position", "place"], name="grants_money_once")
        ),
        migrations.AddConstraint(
            "Entry",
            models.UniqueConstraint(
                fields=["contract_id", "instalment"], condition=models.Q(sort="paid"), name="grants_instalment_once"
            ),
        ),
    ]
