from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grants", "0003_presence"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendarow",
            name="rest",
            field=models.JSONField(default=dict),
        ),
    ]
