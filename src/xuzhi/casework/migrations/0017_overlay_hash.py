"""What was laid over a programme says by which hash it is known, so that it need not be read again. Where it says none
(until the read models are built again), it is read each time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0016_what_was_shown_when_signed")]

    operations = [
        migrations.AddField("overlayrow", "hash", models.CharField(default="", max_length=64)),
    ]
