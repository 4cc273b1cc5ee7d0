"""Codes of facets are looked up as words are; `xuzhi rebuild catalogue` writes them into the rows that stand."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0009_ratings")]

    operations = [migrations.RemoveIndex("listingsearch", "marketplace_search_facets")]
