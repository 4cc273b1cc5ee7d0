"""Give up uploads that nobody finished."""

from datetime import datetime

from django.db import transaction

from xuzhi.documents.chunks import drop_chunks
from xuzhi.documents.models import UploadRow


def discard_uploads(before: datetime) -> int:
    """Drop uploads that began before the instant; returns how many."""
    with transaction.atomic():
        stale = list(UploadRow.objects.select_for_update(skip_locked=True).filter(begun_at__lt=before))
        for row in stale:
            drop_chunks(row.id)
        UploadRow.objects.filter(pk__in=[row.id for row in stale]).delete()
    return len(stale)
