import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("panels", "0003_cancelling")]

    operations = [
        migrations.CreateModel(
            name="ConsentRound",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("case_number", models.CharField(max_length=40)),
                ("nth", models.IntegerField()),
                ("panel_id", models.UUIDField()),
                ("programme", models.CharField(max_length=80)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("firm_name", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("compared", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "panels_consentround"},
        ),
        migrations.AddConstraint(
            model_name="consentround",
            constraint=models.UniqueConstraint(fields=("case_id", "nth"), name="panels_consentround_once"),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "round_id", "reviewer_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reviewer_id", models.UUIDField()),
                ("name", models.CharField(max_length=100)),
                ("order", models.IntegerField()),
                ("sealed_at", models.DateTimeField(null=True)),
                ("sealed_sha256", models.CharField(blank=True, max_length=64)),
                ("agrees", models.BooleanField(null=True)),
                ("reason", models.TextField(blank=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="panels.consentround"
                    ),
                ),
            ],
            options={
                "db_table": "panels_consent",
                "indexes": [models.Index(fields=["reviewer_id"], name="panels_consent_reviewer")],
            },
        ),
        migrations.CreateModel(
            name="ConsentSheet",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case_id", "nth", "reviewer_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("case_id", models.UUIDField()),
                ("nth", models.IntegerField()),
                ("reviewer_id", models.UUIDField()),
                ("answer", models.JSONField()),
                ("salt", models.CharField(max_length=64)),
            ],
            options={"db_table": "panels_consentsheet"},
        ),
    ]
