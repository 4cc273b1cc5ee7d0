"""A ZIP, or one JSON document, that is sent while it is made: nothing of it lies on a disk, and its size does not
matter to the memory."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import IO, Any
from uuid import UUID

CHUNK = 256 * 1024


@dataclass(frozen=True)
class Piece:
    """A file of the ZIP: its path, and what it holds: JSON, bytes, or a file to be read."""

    path: str
    holds: Any
    at: datetime


class _Out:
    """What the ZIP writes is picked up here; it cannot be gone back in."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        data, self.waiting = b"".join(self.waiting), []
        return data


def zipped(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The ZIP in pieces; at its end stands `manifest.json` with the SHA-256 and the size of every file in it."""
    out, listed = _Out(), []
    at = None
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:  # type: ignore[arg-type]
        for piece in pieces:
            at = piece.at
            digest, size = sha256(), 0
            with packed.open(_info(piece), "w", force_zip64=True) as member:
                for chunk in _chunks(piece.holds):
                    digest.update(chunk)
                    size += len(chunk)
                    member.write(chunk)
                    yield out.taken()
            listed.append({"path": piece.path, "sha256": digest.hexdigest(), "bytes": size})
        if at is not None:
            manifest = Piece("manifest.json", {"made_at": at, "files": listed}, at)
            with packed.open(_info(manifest), "w") as member:
                member.write(b"".join(_chunks(manifest.holds)))
    yield out.taken()


def as_document(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The data among the pieces as one JSON object, by path: what the ZIP has under the same path."""
    before = "{"
    for piece in pieces:
        if _is_data(piece.holds):
            told = json.dumps(as_json(piece.holds), ensure_ascii=False)
            yield f"{before}{json.dumps(piece.path, ensure_ascii=False)}: {told}".encode()
            before = ",\n"
    yield b"{}" if before == "{" else b"}"


def _is_data(holds: Any) -> bool:
    return not isinstance(holds, bytes) and not hasattr(holds, "read")


def _info(piece: Piece) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(piece.path, piece.at.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _chunks(holds: Any) -> Iterator[bytes]:
    if isinstance(holds, bytes):
        yield holds
    elif hasattr(holds, "read"):
        yield from _read(holds)
    else:
        yield json.dumps(as_json(holds), ensure_ascii=False, indent=1).encode()


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def as_json(value: Any) -> Any:
    """Plain data of records, days, amounts: what a program of somebody else can read."""
    match value:
        case None | bool() | int() | str():
            return value
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case Mapping():
            return {str(key): as_json(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [as_json(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    return str(value)
