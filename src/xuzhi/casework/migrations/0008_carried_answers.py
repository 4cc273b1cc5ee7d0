"""Of a carried answer, the case that it is from, and who confirmed it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_longer_subjects")]

    operations = [
        migrations.AddField(
            model_name="answer", name="from_case", field=models.CharField(blank=True, default="", max_length=40)
        ),
        migrations.AddField(model_name="answer", name="confirmed_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="answer", name="confirmed_by", field=models.CharField(blank=True, default="", max_length=120)
        ),
    ]
