"""What is known of sealed files, and uploads on their way in."""

import uuid

from django.db import models


class FileRow(models.Model):
    """One sealed content. The database refuses to change or remove it; what it is called in a case, the case knows."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    name = models.TextField()
    size = models.BigIntegerField()
    kind = models.TextField()
    media_type = models.TextField()
    pages = models.IntegerField(null=True)
    state = models.TextField()
    sealed_at = models.DateTimeField()
    sealed_by = models.JSONField()

    class Meta:
        db_table = "documents_file"


class UploadRow(models.Model):
    """A file that arrives in chunks; gone once it is sealed or given up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.TextField()
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    kinds = models.JSONField(null=True)
    max_mb = models.IntegerField(null=True)
    begun_by = models.TextField()
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "documents_upload"


class InspectionRow(models.Model):
    """What was found in a sealed file when it was last looked into; a file without a row waits for it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    state = models.TextField()
    why = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    suggestions = models.JSONField(default=list)
    virus = models.JSONField(default=dict)
    ocr = models.JSONField(default=dict)
    by = models.JSONField(default=dict)
    inspected_at = models.DateTimeField()
    position = models.BigIntegerField()

    class Meta:
        db_table = "documents_inspection"


class ComparisonRow(models.Model):
    """What the texts of two files that should say the same say differently."""

    first = models.CharField(max_length=64)
    second = models.CharField(max_length=64)
    found = models.JSONField(default=dict)
    why = models.JSONField(default=dict)
    compared_at = models.DateTimeField()

    class Meta:
        db_table = "documents_comparison"
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="documents_comparison_once")]
