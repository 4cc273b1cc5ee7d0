"""Rows by which listings are found: numbered, narrow, with the folded texts beside the index.

What was indexed before is found by its words until `xuzhi rebuild catalogue` has written it anew.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

NUMBERED = """
CREATE SEQUENCE marketplace_search_number AS integer;
ALTER TABLE marketplace_search ADD COLUMN number integer NOT NULL UNIQUE DEFAULT nextval('marketplace_search_number');
ALTER SEQUENCE marketplace_search_number OWNED BY marketplace_search.number;
"""
NARROW = """
ALTER TABLE marketplace_search
    ALTER COLUMN vector SET STORAGE EXTERNAL, ALTER COLUMN texts SET STORAGE EXTENDED,
    ALTER COLUMN facets SET STORAGE EXTENDED, ALTER COLUMN dated SET STORAGE MAIN, ALTER COLUMN name SET STORAGE MAIN;
ALTER TABLE marketplace_search SET (toast_tuple_target = 128);
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0004_subscriptions")]

    operations = [
        migrations.RunSQL(NUMBERED, "ALTER TABLE marketplace_search DROP COLUMN number"),
        migrations.AddField(
            "listingsearch",
            "dated",
            django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list),
        ),
        migrations.AddField("listingsearch", "texts", models.TextField(blank=True, default="")),
        migrations.RunSQL(NARROW, migrations.RunSQL.noop),
    ]
