"""Tables of the registers room.

`SnapshotFile` is the evidence itself, kept by hash and never changed; `Snapshot`, `SnapshotRow` and `IpRange` are read
models, dropped and rebuilt from events and those files. `SnapshotDraft` is no fact: it is thrown away.
"""

from typing import ClassVar

from django.db import models


class SnapshotFile(models.Model):
    """The bytes of a file, exactly as they were handed in."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        db_table = "registers_snapshotfile"


class Snapshot(models.Model):
    """One list of one register as it stood on the day it was taken."""

    id = models.UUIDField(primary_key=True)
    register = models.CharField(max_length=40)
    list_name = models.CharField(max_length=60)
    source = models.CharField(max_length=500)
    file_name = models.CharField(max_length=255)
    taken_on = models.DateField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    problems = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=200)
    position = models.BigIntegerField()  # of the event: of two snapshots of one day the later import counts

    class Meta:
        db_table = "registers_snapshot"
        indexes: ClassVar = [
            models.Index(fields=["register", "list_name", "-taken_on", "-position"], name="registers_latest")
        ]


class SnapshotRow(models.Model):
    """One row: as read (`record`), as it stood in the file (`raw`), and what could not be read (`problem`).

    `name_core` is the name as compared (see names.py); `name_text` the whole cell, folded but with nothing taken out.
    """

    pk = models.CompositePrimaryKey("snapshot_id", "line")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="entries")
    line = models.PositiveIntegerField()
    ubn = models.CharField(max_length=8, blank=True)
    name = models.TextField(blank=True)
    name_core = models.TextField(blank=True)
    name_text = models.TextField(blank=True)
    record = models.JSONField()
    raw = models.JSONField()
    problem = models.JSONField(null=True)  # {"code": …, "values": {…}}, a sentence of this room's texts

    class Meta:
        db_table = "registers_snapshotrow"
        indexes: ClassVar = [
            models.Index(fields=["ubn", "snapshot"], name="registers_row_by_ubn"),
            models.Index(fields=["name_core", "snapshot"], name="registers_row_by_name"),
        ]


class IpRange(models.Model):
    """A range of the internet's addresses, both ends included, and the country that it is in ("" where not known)."""

    pk = models.CompositePrimaryKey("snapshot_id", "line")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE)
    line = models.PositiveIntegerField()
    first = models.GenericIPAddressField()
    last = models.GenericIPAddressField()
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        db_table = "registers_iprange"
        indexes: ClassVar = [models.Index(fields=["snapshot", "first"], name="registers_iprange_first")]


class SnapshotDraft(models.Model):
    """A file that somebody handed in and has not yet imported: kept from the preview to the decision, and no longer."""

    id = models.UUIDField(primary_key=True)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    handed_in_by = models.CharField(max_length=80)
    handed_in_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "registers_snapshotdraft"
