"""The bytes behind snapshots, by hash. The database refuses to change or remove them."""

import hashlib

from xuzhi.kernel.refusal import Refusal
from xuzhi.registers.models import SnapshotFile


class SnapshotFileDamaged(Refusal, RuntimeError):
    """The kept bytes are gone, or no longer those that were handed in."""

    code = "registers.file_damaged"


def keep_file(content: bytes) -> str:
    """Keep the bytes, in the caller's transaction; returns their SHA-256 in hex. Keeping them twice is keeping once."""
    sha256 = hashlib.sha256(content).hexdigest()
    SnapshotFile.objects.bulk_create([SnapshotFile(sha256=sha256, content=content)], ignore_conflicts=True)
    return sha256


def kept_file(sha256: str) -> bytes:
    """The bytes of a hash. Raises SnapshotFileDamaged."""
    row = SnapshotFile.objects.filter(sha256=sha256).first()
    if row is None or hashlib.sha256(row.content).hexdigest() != sha256:
        raise SnapshotFileDamaged(sha256=sha256)
    return bytes(row.content)
