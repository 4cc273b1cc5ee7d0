"""Begin an upload that arrives in chunks and may be interrupted."""

from collections.abc import Collection
from datetime import datetime

from xuzhi.documents.inspection.limits import MAX_MB, MIB
from xuzhi.documents.models import UploadRow
from xuzhi.documents.names import clean_name
from xuzhi.documents.refusals import FileRefused
from xuzhi.documents.shapes import Upload, upload
from xuzhi.kernel.actor import Actor


def begin_upload(
    name: str,
    size: int,
    *,
    actor: Actor,
    at: datetime,
    kinds: Collection[str] | None = None,
    max_mb: int | None = None,
) -> Upload:
    """Announce a file of `size` bytes; chunks follow by `append_chunk`, then `finish_upload`.

    Refused before a byte is sent when it is empty or larger than `max_mb` (50 by default). Raises FileRefused.
    """
    name, limit_mb = clean_name(name), MAX_MB if max_mb is None else max_mb
    if size <= 0:
        raise FileRefused(code="documents.file_empty", name=name)
    if size > limit_mb * MIB:
        raise FileRefused(code="documents.file_too_large", name=name, limit_mb=limit_mb)
    row = UploadRow.objects.create(
        name=name,
        size=size,
        kinds=None if kinds is None else sorted(kinds),
        max_mb=max_mb,
        begun_by=actor.id,
        begun_at=at,
    )
    return upload(row)
