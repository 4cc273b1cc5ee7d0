import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0014_who_took_a_step")]

    operations = [
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("step", models.CharField(max_length=80)),
                ("says", models.TextField(blank=True)),
                ("parts", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("ubn", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=200)),
                ("signed_by", models.CharField(max_length=120)),
                ("signed_at", models.DateTimeField()),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="casework.case")),
            ],
            options={"db_table": "casework_signature"},
        ),
    ]
