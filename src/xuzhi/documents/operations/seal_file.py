"""Take a file in for good."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from xuzhi.documents.inspection import Inspected, inspect_file
from xuzhi.documents.inspection.limits import MAX_MB, MIB
from xuzhi.documents.models import FileRow
from xuzhi.documents.names import clean_name
from xuzhi.documents.refusals import FileRefused
from xuzhi.documents.shapes import SealedFile, sealed_file
from xuzhi.documents.storage import IncomingFile, files, incoming_folder, key_of
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.tables import put


def seal_file(
    source: IO[bytes] | Iterable[bytes],
    name: str,
    *,
    actor: Actor,
    at: datetime,
    kinds: Collection[str] | None = None,
    max_mb: int | None = None,
) -> SealedFile:
    """Stream the file in, look into it, and keep it under its SHA-256.

    `source` is an open binary file or its chunks; `name` what the sender calls it; `kinds` and `max_mb` are the
    document's rule, by default every kind and 50 MB. The same content sealed again is the same file, and must pass
    the rule of its new place too. Raises FileRefused, one sentence with what to do.
    """
    name = clean_name(name)
    limit_mb = MAX_MB if max_mb is None else max_mb
    handle, path_text = tempfile.mkstemp(dir=incoming_folder(), prefix="seal-")
    path = Path(path_text)
    try:
        with os.fdopen(handle, "wb") as target:
            sha256, size = _take_in(_chunks(source), target, limit_mb, name)
        found = inspect_file(path, name, kinds)
        _keep(path, sha256, size)
    finally:
        path.unlink(missing_ok=True)
    return _write_down(sha256, name, size, found, actor, at)


def _chunks(source: IO[bytes] | Iterable[bytes]) -> Iterator[bytes]:
    if hasattr(source, "read"):
        while chunk := source.read(MIB):
            yield chunk
    else:
        yield from source


def _take_in(chunks: Iterator[bytes], target: IO[bytes], limit_mb: int, name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit_mb * MIB:
            raise FileRefused(code="documents.file_too_large", name=name, limit_mb=limit_mb)
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest(), size


def _keep(path: Path, sha256: str, size: int) -> None:
    """Into the store, unless it is there whole: a write that broke off left less than `size`."""
    storage, key = files(), key_of(sha256)
    if storage.exists(key) and storage.size(key) == size:
        return
    with IncomingFile(path) as incoming:
        storage.save(key, incoming)


def _write_down(sha256: str, name: str, size: int, found: Inspected, actor: Actor, at: datetime) -> SealedFile:
    row = FileRow(
        sha256=sha256,
        name=name,
        size=size,
        kind=found.kind,
        media_type=found.media_type,
        pages=found.pages,
        state="inspected",
        sealed_at=at,
        sealed_by=actor.as_json(),
    )
    # Somebody may be sealing the same content right now: the first one's row stands.
    mine = put([row], unique=("sha256",))
    return sealed_file(row if mine else FileRow.objects.get(pk=sha256), name)
