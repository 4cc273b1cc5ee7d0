"""Hand in a register's file, to look at it before it is imported."""

from datetime import datetime
from typing import BinaryIO
from uuid import UUID, uuid4

from xuzhi.kernel.actor import Actor
from xuzhi.registers.models import SnapshotDraft
from xuzhi.registers.operations.import_snapshot import LARGEST_FILE, SnapshotRefused


def hand_in_snapshot(file: BinaryIO, file_name: str, *, actor: Actor, at: datetime) -> UUID:
    """Keep the file until it is imported or thrown away; gives the draft's id. Nothing is read or recorded yet.

    Raises SnapshotRefused for a file that is too large.
    """
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise SnapshotRefused(code="registers.file_too_large", most_mb=LARGEST_FILE // 1024 // 1024)
    draft = SnapshotDraft.objects.create(
        id=uuid4(), file_name=file_name[-255:], content=content, handed_in_by=actor.id, handed_in_at=at
    )
    return draft.id
