from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0013_upheld_words")]

    operations = [
        migrations.AddField("steprow", "actor_id", models.CharField(blank=True, default="", max_length=80), False)
    ]
