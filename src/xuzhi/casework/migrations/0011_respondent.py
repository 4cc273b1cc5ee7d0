"""The firm of the case that a case is about, where that is another firm than the one that opened it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_settled_items")]

    operations = [
        migrations.AddField("case", "respondent_ubn", models.CharField(blank=True, default="", max_length=8)),
        migrations.AddField("case", "respondent_name", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["respondent_ubn", "-opened_at"],
                condition=~models.Q(respondent_ubn=""),
                name="casework_case_respondent",
            ),
        ),
    ]
