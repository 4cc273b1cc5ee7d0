"""What registers filled in and somebody of the firm looked at before the case was sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0011_respondent")]

    operations = [migrations.AddField("case", "confirmed_facts", models.JSONField(default=dict))]
