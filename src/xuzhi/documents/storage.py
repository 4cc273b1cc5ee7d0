"""Where sealed files lie: on disk under XUZHI_DATA/files, or in S3 when XUZHI_FILES says s3://bucket/prefix.

A file's key is made of its SHA-256, so writing one twice writes the same bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

_CHUNK_BYTES = 1024 * 1024


class IncomingFile(File):  # type: ignore[type-arg]
    """A complete temporary file; on disk the storage renames it into place, so nobody ever sees half of it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"), name=str(path))

    def temporary_file_path(self) -> str:
        return str(self.name)


def files() -> Storage:
    """The storage of this installation."""
    return _storage(settings.XUZHI_FILES, Path(settings.XUZHI_DATA))


def incoming_folder() -> Path:
    """Where files are gathered before they are sealed: beside the store, so that renaming moves no bytes."""
    folder = Path(settings.XUZHI_DATA) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def key_of(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextmanager
def on_disk(sha256: str) -> Iterator[Path]:
    """The content as a file on this machine: the store's own, or a copy that lasts for the block.

    Raises FileNotFoundError when it is gone from the store.
    """
    storage, key = files(), key_of(sha256)
    try:
        path = Path(storage.path(key))
    except NotImplementedError:
        with NamedTemporaryFile(dir=incoming_folder(), prefix="page-") as copy, storage.open(key) as content:
            for chunk in content.chunks(_CHUNK_BYTES):
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)
        return
    if not path.exists():
        raise FileNotFoundError(key)
    yield path


def chunk_key(upload_id: object, offset: int) -> str:
    """Where a chunk of an upload lies until the file is whole; offsets sort as text."""
    return f"incoming/{upload_id}/{offset:015d}"


@lru_cache(maxsize=8)
def _storage(where: str, data: Path) -> Storage:
    parts = urlsplit(where)
    if not where:
        return FileSystemStorage(
            location=data / "files", file_permissions_mode=0o600, directory_permissions_mode=0o700, allow_overwrite=True
        )
    if parts.scheme != "s3" or not parts.netloc:
        raise ImproperlyConfigured(f"XUZHI_FILES is s3://bucket/prefix or empty, not {where}")
    from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]

    storage: Storage = S3Storage(
        bucket_name=parts.netloc,
        location=parts.path.strip("/"),
        default_acl=None,
        file_overwrite=True,
        querystring_auth=True,
        signature_version="s3v4",
    )
    return storage
