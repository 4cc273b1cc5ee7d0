"""Snapshots and their rows, from the event and the file that it names."""

from collections.abc import Sequence
from typing import cast

from django.db import connection

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.registers.events import SnapshotImported
from xuzhi.registers.models import IpRange, Snapshot, SnapshotRow
from xuzhi.registers.names import normalise_name
from xuzhi.registers.readers.choose import read_rows
from xuzhi.registers.readers.ip_ranges import IpRangeRow
from xuzhi.registers.readers.shape import ReadRow
from xuzhi.registers.snapshot_files import kept_file


def _put_snapshot(stored: StoredEvent) -> None:
    event = cast(SnapshotImported, stored.event)
    snapshot = Snapshot.objects.create(
        id=event.snapshot_id,
        register=event.register,
        list_name=event.list_name,
        source=event.source,
        file_name=event.file_name,
        taken_on=event.taken_on,
        sha256=event.sha256,
        rows=event.rows,
        problems=event.problems,
        imported_at=stored.occurred_at,
        imported_by=stored.actor.name,
        position=stored.position,
    )
    rows = read_rows(event.register, event.list_name, kept_file(event.sha256))
    SnapshotRow.objects.bulk_create((_row(snapshot, row) for row in rows if isinstance(row, ReadRow)), batch_size=2000)
    _put_ranges(snapshot, [row for row in rows if isinstance(row, IpRangeRow) and row.problem is None])


def _put_ranges(snapshot: Snapshot, rows: Sequence[IpRangeRow]) -> None:
    """There are half a million of them, so they are copied in."""
    if not rows:
        return
    columns = "snapshot_id, line, first, last, country"
    with connection.cursor() as cursor, cursor.copy(f"copy {IpRange._meta.db_table} ({columns}) from stdin") as copy:
        for row in rows:
            copy.write_row((snapshot.id, row.line, str(row.first), str(row.last), row.country))


def _row(snapshot: Snapshot, row: ReadRow) -> SnapshotRow:
    name = normalise_name(row.name)
    return SnapshotRow(
        snapshot=snapshot,
        line=row.line,
        ubn=row.ubn,
        name=row.name,
        name_core=name.core,
        name_text=name.text,
        record=dict(row.record),
        raw=dict(row.raw),
        problem=row.problem.as_json() if row.problem else None,
    )


PROJECTOR = Projector(
    name="registers",
    models=(Snapshot, SnapshotRow, IpRange),
    handles={SnapshotImported: _put_snapshot},
)
