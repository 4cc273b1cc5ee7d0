from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("panels", "0002_the_meeting"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="cancelled_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="cancels",
            field=models.BooleanField(default=False),
        ),
    ]
