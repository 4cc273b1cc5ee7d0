"""Asks clamd about a file, where one is configured; where none is, the answer is "not scanned", never "clean".

XUZHI_CLAMD is `unix:/run/clamav/clamd.ctl` or `tcp://127.0.0.1:3310`. The file goes over as a stream (INSTREAM), so
clamd needs no right to read our folders.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_SECONDS = 60
_CHUNK_BYTES = 256 * 1024
_LONGEST_ANSWER = 4096

NOT_SCANNED, CLEAN, FOUND = "not_scanned", "clean", "found"


@dataclass(frozen=True)
class Scanned:
    """`state`: not_scanned (`why`: off, unreachable, refused), clean, found (`name` of what was found)."""

    state: str
    why: str = ""
    name: str = ""

    def as_json(self) -> dict[str, str]:
        return {"state": self.state, "why": self.why, "name": self.name}


def scan_file(path: Path, clamd: str) -> Scanned:
    """What clamd at the address `clamd` says of the file. Raises ValueError for an address that is none."""
    if not clamd:
        return Scanned(NOT_SCANNED, "off")
    try:
        with _connect(clamd) as connection:
            return _answer(_ask(connection, path))
    except (OSError, TimeoutError):
        return Scanned(NOT_SCANNED, "unreachable")


def _connect(clamd: str) -> socket.socket:
    if clamd.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        connection.connect(clamd.removeprefix("unix:"))
        return connection
    parts = urlsplit(clamd)
    if parts.scheme != "tcp" or not parts.hostname or not parts.port:
        raise ValueError(f"XUZHI_CLAMD is unix:/path or tcp://host:port, not {clamd}")
    return socket.create_connection((parts.hostname, parts.port), timeout=_SECONDS)


def _ask(connection: socket.socket, path: Path) -> str:
    """Each chunk goes with its length before it; a length of zero ends the stream."""
    connection.sendall(b"zINSTREAM\0")
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK_BYTES):
            connection.sendall(struct.pack("!L", len(chunk)) + chunk)
    connection.sendall(struct.pack("!L", 0))
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        part = connection.recv(_LONGEST_ANSWER)
        if not part:
            break
        answer += part
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _answer(said: str) -> Scanned:
    verdict = said.removeprefix("stream: ")
    if verdict == "OK":
        return Scanned(CLEAN)
    if verdict.endswith(" FOUND"):
        return Scanned(FOUND, name=verdict.removesuffix(" FOUND"))
    return Scanned(NOT_SCANNED, "refused")
