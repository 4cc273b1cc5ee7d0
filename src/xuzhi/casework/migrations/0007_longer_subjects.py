"""A look-up may be about a firm from abroad, by its name, or about a host."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_change_sequence")]

    operations = [
        migrations.AlterField(model_name="lookuprow", name="subject", field=models.CharField(max_length=200)),
    ]
