"""The tables of panels."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Panel",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("case_number", models.CharField(max_length=40)),
                ("programme", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=80)),
                ("stage", models.CharField(max_length=80)),
                ("nth", models.IntegerField()),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("firm_ubn", models.CharField(max_length=8)),
                ("firm_name", models.CharField(max_length=200)),
                ("parties", models.JSONField(default=list)),
                ("formed_at", models.DateTimeField()),
                ("position", models.IntegerField(default=0)),
                ("settings", models.JSONField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                ("concluded", models.IntegerField(default=0)),
                ("passed", models.BooleanField(null=True)),
                ("quorate", models.BooleanField(null=True)),
                ("total", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
                ("bonus", models.DecimalField(decimal_places=2, max_digits=9, null=True)),
            ],
            options={
                "db_table": "panels_panel",
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("email", models.EmailField(max_length=254)),
                ("organisation", models.CharField(max_length=200)),
                ("organisation_ubn", models.CharField(blank=True, max_length=8)),
                ("title", models.CharField(blank=True, max_length=100)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("representative", models.CharField(blank=True, max_length=100)),
                ("expertise", models.JSONField(default=list)),
                ("employers", models.JSONField(default=list)),
                ("ties", models.JSONField(default=list)),
                ("entered_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "panels_reviewer",
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "panel_id", "reviewer_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("panel_id", models.UUIDField()),
                ("reviewer_id", models.UUIDField()),
                ("typed", models.JSONField(default=dict)),
                ("sheet", models.JSONField(null=True)),
                ("salt", models.CharField(blank=True, max_length=64)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": "panels_scoresheet",
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("nth", models.IntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=120)),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="minutes", to="panels.panel"
                    ),
                ),
            ],
            options={
                "db_table": "panels_minutes",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("to", models.CharField(max_length=40)),
                ("sitting_id", models.UUIDField()),
                ("notice_id", models.UUIDField()),
                ("sequence", models.IntegerField()),
                ("sent_at", models.DateTimeField()),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="panels.panel"
                    ),
                ),
            ],
            options={
                "db_table": "panels_invitation",
            },
        ),
        migrations.CreateModel(
            name="ScriptStep",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("order", models.IntegerField()),
                ("title", models.CharField(max_length=300)),
                ("expected", models.TextField(blank=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("seen", models.TextField(blank=True)),
                ("response_ms", models.BigIntegerField(null=True)),
                ("flow", models.CharField(blank=True, max_length=10)),
                ("seen_by", models.CharField(blank=True, max_length=120)),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="script", to="panels.panel"
                    ),
                ),
            ],
            options={
                "db_table": "panels_scriptstep",
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("programme", models.CharField(max_length=80)),
                ("sequence", models.IntegerField()),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.IntegerField()),
                ("place", models.CharField(blank=True, max_length=300)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("note", models.TextField(blank=True)),
                ("reason", models.TextField(blank=True)),
                ("arranged_at", models.DateTimeField()),
            ],
            options={
                "db_table": "panels_sitting",
                "indexes": [models.Index(fields=["programme", "starts_at"], name="panels_sitting_when")],
            },
        ),
        migrations.AddField(
            model_name="panel",
            name="sitting",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="panels", to="panels.sitting"
            ),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "panel_id", "reviewer_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("organisation", models.CharField(max_length=200)),
                ("position", models.BigIntegerField()),
                ("appointed_at", models.DateTimeField()),
                ("pledged_at", models.DateTimeField(null=True)),
                ("cleared_at", models.DateTimeField(null=True)),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("sealed_sha256", models.CharField(blank=True, max_length=64)),
                ("sheet", models.JSONField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=10)),
                ("withdrawn_note", models.TextField(blank=True)),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="panels.panel"
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="panels.reviewer"
                    ),
                ),
            ],
            options={
                "db_table": "panels_seat",
                "indexes": [models.Index(fields=["reviewer", "appointed_at"], name="panels_seat_reviewer")],
            },
        ),
        migrations.AddIndex(
            model_name="panel",
            index=models.Index(fields=["programme", "-bonus", "-total"], name="panels_panel_rank"),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.UniqueConstraint(fields=("case_id", "stage", "nth"), name="panels_panel_once"),
        ),
    ]
