"""Seal an upload that has arrived."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.documents.chunks import chunk_keys, drop_chunks
from xuzhi.documents.inspection.limits import MIB
from xuzhi.documents.models import UploadRow
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.documents.refusals import FileRefused, UploadIncomplete, UploadUnknown
from xuzhi.documents.shapes import SealedFile
from xuzhi.documents.storage import files
from xuzhi.kernel.actor import Actor


def finish_upload(upload_id: UUID, *, actor: Actor, at: datetime) -> SealedFile:
    """Seal the whole file as `seal_file` does; the upload is gone afterwards, refused or not.

    Raises UploadUnknown, UploadIncomplete (the upload stays, to be continued), FileRefused.
    """
    refused: FileRefused | None = None
    with transaction.atomic():
        row = UploadRow.objects.select_for_update().filter(pk=upload_id, begun_by=actor.id).first()
        if row is None:
            raise UploadUnknown
        if row.received < row.size:
            raise UploadIncomplete(name=row.name, received=row.received, size=row.size)
        try:
            sealed = seal_file(_bytes_of(upload_id), row.name, actor=actor, at=at, kinds=row.kinds, max_mb=row.max_mb)
        except FileRefused as refusal:
            # Raised only after the upload's row is gone for good.
            refused = refusal
        row.delete()
        transaction.on_commit(lambda: drop_chunks(upload_id))
    if refused is not None:
        raise refused
    return sealed


def _bytes_of(upload_id: UUID) -> Iterator[bytes]:
    for key in chunk_keys(upload_id):
        with files().open(key) as chunk:
            yield from chunk.chunks(MIB)
