"""Add the next chunk to an upload."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from xuzhi.documents.models import UploadRow
from xuzhi.documents.refusals import ChunkOutOfPlace, FileRefused, UploadUnknown
from xuzhi.documents.shapes import Upload, upload
from xuzhi.documents.storage import chunk_key, files
from xuzhi.kernel.actor import Actor


def append_chunk(upload_id: UUID, offset: int, chunk: bytes, *, actor: Actor) -> Upload:
    """Keep the bytes that begin at `offset`; returns how far the upload has come.

    A chunk that arrives twice, because its answer was lost, does no harm. Raises UploadUnknown for another actor's or
    a finished upload, ChunkOutOfPlace for a gap, FileRefused past the announced size.
    """
    with transaction.atomic():
        row = UploadRow.objects.select_for_update().filter(pk=upload_id, begun_by=actor.id).first()
        if row is None:
            raise UploadUnknown
        if offset + len(chunk) <= row.received:
            return upload(row)
        if offset != row.received:
            raise ChunkOutOfPlace(received=row.received)
        if offset + len(chunk) > row.size:
            raise FileRefused(code="documents.upload_too_long", name=row.name, size=row.size)
        files().save(chunk_key(upload_id, offset), ContentFile(chunk))
        row.received += len(chunk)
        row.save(update_fields=["received"])
    return upload(row)
