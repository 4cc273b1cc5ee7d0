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
