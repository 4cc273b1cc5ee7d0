"""Read models of the office's own work: what cases are found by, who looked, what was taken out, what was asked.

Rebuilt from events like all others, but for `LookUpAnswer`, which the registers' snapshots can give again at any time.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class CaseSearch(models.Model):
    """What a case is found by. `words` holds the texts by where they come from, `vector` the terms of all of them."""

    case = models.OneToOneField("casework.Case", primary_key=True, on_delete=models.CASCADE, related_name="search")
    words = models.JSONField(default=dict)  # {"head" | "answers" | "register:<name>": [text, …]}
    vector = SearchVectorField()

    class Meta:
        db_table = "casework_search"
        indexes: ClassVar = [GinIndex(fields=["vector"], name="casework_search_vector")]


class Look(models.Model):
    """That somebody who is not of the firm looked at the case. what: page, file, letter, sheet, scores."""

    position = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey("casework.Case", on_delete=models.CASCADE)
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=120)
    actor_role = models.CharField(max_length=20)
    what = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "casework_look"
        indexes: ClassVar = [models.Index(fields=["case", "actor_id", "-at"], name="casework_look_last")]


class Export(models.Model):
    """That somebody took a list out of the system, with the cases that stood in it."""

    position = models.BigIntegerField(primary_key=True)
    what = models.CharField(max_length=40)
    format = models.CharField(max_length=10)
    filters = models.JSONField(default=dict)
    rows = models.IntegerField()
    cases = ArrayField(models.UUIDField(), default=list)
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=120)
    actor_role = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "casework_export"
        indexes: ClassVar = [
            GinIndex(fields=["cases"], name="casework_export_cases"),
            models.Index(fields=["-at"], name="casework_export_newest"),
        ]


class SavedView(models.Model):
    """A list of cases that somebody looks at again and again, by its filters."""

    pk = models.CompositePrimaryKey("owner_id", "name")
    owner_id = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=600)
    position = models.BigIntegerField()

    class Meta:
        db_table = "casework_savedview"


class LookUpRequest(models.Model):
    """That the registers are to be asked about many business numbers at once, by what was known on a day."""

    id = models.UUIDField(primary_key=True)
    numbers = ArrayField(models.CharField(max_length=40))
    purpose = models.CharField(max_length=300)
    on = models.DateField()
    asked_by = models.CharField(max_length=120)
    asked_by_id = models.CharField(max_length=80)
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "casework_lookuprequest"
        indexes: ClassVar = [models.Index(fields=["-asked_at"], name="casework_lookuprequest_newest")]


class LookUpAnswer(models.Model):
    """What the registers say about one of the numbers. Not rebuilt: asked again, they say the same of that day."""

    request_id = models.UUIDField()
    place = models.IntegerField()
    answer = models.JSONField()

    class Meta:
        db_table = "casework_lookupanswer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request_id", "place"], name="casework_lookupanswer_once"),
        ]
