"""Take in a file of a register, with the day on which it was taken."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations.lock_stream import lock_stream
from xuzhi.ledger.operations.record import record
from xuzhi.registers.catalogue import register_named
from xuzhi.registers.events import SnapshotImported, register_stream
from xuzhi.registers.models import Snapshot
from xuzhi.registers.readers.choose import Rows, read_rows
from xuzhi.registers.snapshot_files import keep_file

LARGEST_FILE = 200 * 1024 * 1024


class SnapshotRefused(Refusal, ValueError):
    """The file is too large, its day lies ahead, or it has no source."""


@dataclass(frozen=True, slots=True)
class ImportedSnapshot:
    """What was taken in. `problems` are lines with what could not be read there; `already` tells a repeated import.

    `rows_before` is the size of the snapshot before it, when this one has shrunk to less than half: perhaps a download
    that broke off.
    """

    id: UUID
    register: str
    list_name: str
    taken_on: date
    sha256: str
    rows: int
    problems: tuple[tuple[int, str], ...]
    already: bool = False
    rows_before: int | None = None


def import_snapshot(
    register: str,
    file: bytes | BinaryIO | Path,
    taken_on: date,
    source: str,
    *,
    list_name: str | None = None,
    file_name: str = "",
    actor: Actor,
    at: datetime,
) -> ImportedSnapshot:
    """Keep the file by its hash, read it whole and record SnapshotImported, in one transaction.

    Nothing before it is changed. The same file for the same day is taken in once. Rows that could not be read in
    part are kept with their problem, so that nobody is missed in silence.
    Raises RegisterUnknown, ListUnknown, SnapshotRefused, ShapeDiffers; OSError for a path that cannot be read.
    """
    list_name = register_named(register).list_named(list_name)
    content, file_name = _content(file, file_name)
    if taken_on > taipei_day(at):
        raise SnapshotRefused(code="registers.taken_ahead", taken_on=taken_on)
    if not source.strip():
        raise SnapshotRefused(code="registers.no_source")
    rows = read_rows(register, list_name, content)
    with transaction.atomic():
        # Two imports of one file at the same instant stand in line here.
        lock_stream(register_stream(register))
        imported = Snapshot.objects.filter(register=register, list_name=list_name)
        before = imported.order_by("-taken_on", "-position").first()
        if same := _same(before, taken_on, hashlib.sha256(content).hexdigest()):
            return _imported(same, rows, already=True)
        event = SnapshotImported(
            uuid4(), register, list_name, source.strip(), file_name, taken_on, keep_file(content), len(rows),
            sum(1 for row in rows if row.problem),
        )  # fmt: skip
        record(register_stream(register), [event], actor=actor, at=at)
    return _imported(event, rows, rows_before=_shrunk_from(before, len(rows)))


def _content(file: bytes | BinaryIO | Path, file_name: str) -> tuple[bytes, str]:
    if isinstance(file, bytes):
        content = file
    elif isinstance(file, Path):
        content, file_name = file.read_bytes(), file_name or file.name
    else:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise SnapshotRefused(code="registers.file_too_large", most_mb=LARGEST_FILE // 1024 // 1024)
    return content, file_name


def _same(before: Snapshot | None, taken_on: date, sha256: str) -> SnapshotImported | None:
    if before is None or (before.taken_on, before.sha256) != (taken_on, sha256):
        return None
    return SnapshotImported(
        before.id, before.register, before.list_name, before.source, before.file_name, taken_on, sha256, before.rows,
        before.problems,
    )  # fmt: skip


def _imported(
    event: SnapshotImported, rows: Rows, already: bool = False, rows_before: int | None = None
) -> ImportedSnapshot:
    return ImportedSnapshot(
        id=event.snapshot_id,
        register=event.register,
        list_name=event.list_name,
        taken_on=event.taken_on,
        sha256=event.sha256,
        rows=event.rows,
        problems=tuple((row.line, row.problem.says) for row in rows if row.problem),
        already=already,
        rows_before=rows_before,
    )


def _shrunk_from(before: Snapshot | None, now: int) -> int | None:
    # The company register is asked number by number; its files are never whole.
    if before is None or before.register == "company" or now * 2 >= before.rows:
        return None
    return before.rows
