"""Looks into ZIP files, office files among them, without trusting what they say about themselves.

What is refused: too many entries, too much to unpack, entries that share bytes (they would unpack to far more than
they take), archives nested too deep, encryption, damage, and names that would leave the folder they are unpacked in.
Every entry is read to its end, so that a size that lies is found; what is read is bounded by the sizes announced.
"""

import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from xuzhi.documents.inspection.limits import (
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    MIB,
    RATIO_COUNTS_FROM_BYTES,
)
from xuzhi.documents.refusals import FileRefused

_ENCRYPTED = 0x1
_LOCAL_HEADER_BYTES = 30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError, OSError)


@dataclass
class _Budget:
    """What may still be unpacked, over all levels of one file."""

    entries: int = MAX_ENTRIES
    unpacked: int = MAX_UNPACKED_BYTES


@contextmanager
def opened_archive(source: IO[bytes], name: str) -> Iterator[zipfile.ZipFile]:
    """The archive, for reading. Raises FileRefused when it is damaged."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except _BROKEN:
        raise FileRefused(code="documents.archive_damaged", name=name) from None


def inspect_archive(source: IO[bytes], name: str) -> None:
    """Read the whole archive, nested ones too. Raises FileRefused."""
    _inspect(source, name, _Budget(), depth=1)


def _inspect(source: IO[bytes], name: str, budget: _Budget, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise FileRefused(code="documents.archive_nested", name=name, levels=MAX_DEPTH)
    packed = source.seek(0, 2)
    with opened_archive(source, name) as archive:
        entries = archive.infolist()
        if not entries:
            raise FileRefused(code="documents.archive_empty", name=name)
        _refuse_too_much(entries, packed, name, budget)
        _refuse_overlaps(entries, archive.start_dir, name)
        for entry in entries:
            _refuse_unsafe(entry, name)
            _read_to_the_end(archive, entry, name, budget, depth)


def _refuse_too_much(entries: list[zipfile.ZipInfo], packed: int, name: str, budget: _Budget) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    budget.entries -= len(entries)
    budget.unpacked -= unpacked
    if budget.entries < 0:
        raise FileRefused(code="documents.archive_too_many", name=name, limit=f"{MAX_ENTRIES:,}")
    largest = max(entry.file_size / max(entry.compress_size, 1) for entry in entries if entry.file_size >= 0)
    too_dense = unpacked > RATIO_COUNTS_FROM_BYTES and max(unpacked / max(packed, 1), largest) > MAX_RATIO
    if budget.unpacked < 0 or too_dense:
        raise FileRefused(code="documents.archive_bomb", name=name, limit_mb=MAX_UNPACKED_BYTES // MIB)


def _refuse_overlaps(entries: list[zipfile.ZipInfo], directory: int, name: str) -> None:
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    starts = [entry.header_offset for entry in placed[1:]] + [directory]
    for entry, next_start in zip(placed, starts, strict=True):
        # The least that an entry takes: its header's extra field may be longer here than in the directory.
        if entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size > next_start:
            raise FileRefused(code="documents.archive_bomb", name=name, limit_mb=MAX_UNPACKED_BYTES // MIB)


def _refuse_unsafe(entry: zipfile.ZipInfo, name: str) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused(code="documents.archive_encrypted", name=name)
    parts = entry.filename.replace("\\", "/").split("/")
    leaves = ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]
    if leaves or stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused(code="documents.archive_unsafe", name=name, entry=entry.filename[:80])


def _read_to_the_end(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: _Budget, depth: int) -> None:
    with archive.open(entry) as content:
        first = content.read(4)
        nested = first == b"PK\x03\x04"
        with tempfile.SpooledTemporaryFile(MIB) as kept:
            if nested:
                kept.write(first)
            while chunk := content.read(MIB):
                if nested:
                    kept.write(chunk)
            if nested:
                _inspect(kept, name, budget, depth + 1)
