"""Throw away files that were handed in and never imported."""

from datetime import datetime

from xuzhi.registers.models import SnapshotDraft


def discard_drafts(before: datetime) -> int:
    """Those handed in before that instant; gives how many."""
    count, _ = SnapshotDraft.objects.filter(handed_in_at__lt=before).delete()
    return count
