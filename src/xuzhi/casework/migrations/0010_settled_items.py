"""Corrected items are settled one by one, and a later letter keeps what was said before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_saved_views_look_ups")]

    operations = [
        migrations.AddField("defect", "verdict", models.TextField(blank=True, default="")),
        migrations.AddField("defect", "settled_by", models.CharField(blank=True, default="", max_length=120)),
        migrations.AddField("defect", "settled_at", models.DateTimeField(null=True)),
        migrations.AddField("defect", "earlier", models.JSONField(default=list)),
    ]
