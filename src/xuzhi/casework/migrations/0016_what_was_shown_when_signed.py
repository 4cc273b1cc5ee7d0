from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0015_signatures")]

    operations = [
        migrations.AddField(model_name="signature", name="asked", field=models.JSONField(default=list)),
    ]
