"""Of a finding, the earlier case in which the officer's word that holds for it was given."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_confirmed_facts")]

    operations = [migrations.AddField("findingrow", "upheld", models.JSONField(null=True))]
