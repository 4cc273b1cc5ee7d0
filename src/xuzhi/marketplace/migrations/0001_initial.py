"""Listings, their narrow search rows, and what was verified."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CheckedCase",
            fields=[
                ("case_id", models.UUIDField(primary_key=True, serialize=False)),
                ("findings", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "marketplace_checked_case",
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("number", models.CharField(max_length=40)),
                ("programme", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=80)),
                ("firm_ubn", models.CharField(max_length=8)),
                ("firm_name", models.CharField(max_length=200)),
                ("county", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=300)),
                ("summary", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
                ("verified", models.JSONField(default=list)),
                ("edition_on", models.DateField()),
                ("edition_sha256", models.CharField(max_length=64)),
                ("listed_at", models.DateTimeField()),
                ("renewed_at", models.DateTimeField()),
                ("valid_until", models.DateField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("removed_because", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "db_table": "marketplace_listing",
            },
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                ("firm_ubn", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("firm_name", models.CharField(max_length=200)),
                ("county", models.CharField(blank=True, max_length=20)),
                ("facts", models.JSONField(default=dict)),
                ("approved_on", models.DateField()),
            ],
            options={
                "db_table": "marketplace_supplier",
            },
        ),
        migrations.CreateModel(
            name="ListingSearch",
            fields=[
                (
                    "listing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="marketplace.listing",
                    ),
                ),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
                (
                    "facets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list
                    ),
                ),
                ("price_twd", models.IntegerField(null=True)),
                ("listed_at", models.DateTimeField()),
                ("name", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "marketplace_search",
            },
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["firm_ubn", "name"], name="marketplace_listing_firm"),
        ),
        migrations.AddIndex(
            model_name="listingsearch",
            index=django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="marketplace_search_vector"),
        ),
        migrations.AddIndex(
            model_name="listingsearch",
            index=django.contrib.postgres.indexes.GinIndex(fields=["facets"], name="marketplace_search_facets"),
        ),
        migrations.AddIndex(
            model_name="listingsearch",
            index=models.Index(fields=["-listed_at", "listing"], name="marketplace_search_newest"),
        ),
    ]
