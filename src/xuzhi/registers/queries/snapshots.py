"""The snapshots of a list, newest first, and one of them."""

from collections.abc import Sequence
from uuid import UUID

from xuzhi.kernel.refusal import Refusal
from xuzhi.registers.catalogue import register_named
from xuzhi.registers.current import problem_of
from xuzhi.registers.models import Snapshot, SnapshotRow
from xuzhi.registers.views import ProblemRow, SnapshotsPage, SnapshotView

MOST_PROBLEMS = 100


class SnapshotUnknown(Refusal, LookupError):
    """There is no such snapshot."""

    code = "registers.snapshot_unknown"


def lists_of(register: str) -> list[tuple[str, str]]:
    """Name and title of every list that can be imported. Raises RegisterUnknown."""
    entry = register_named(register)
    names = (*entry.lists, entry.whole) if entry.whole else entry.lists
    return [(name, entry.title_of(name)) for name in names]


def snapshots_of(register: str, list_name: str, *, page: int = 1, per_page: int = 50) -> SnapshotsPage:
    """Three queries. A file that holds all of the register's lists counts among those of each.
    Raises RegisterUnknown, ListUnknown."""
    entry = register_named(register)
    names = [entry.list_named(list_name), *([entry.whole] if entry.whole and entry.whole != list_name else [])]
    rows = Snapshot.objects.filter(register=register, list_name__in=names).order_by("-taken_on", "-position")
    total = rows.count()
    pages = max(1, -(-total // per_page))
    shown = rows[(min(page, pages) - 1) * per_page :][:per_page]
    newest = rows.values_list("id", flat=True).first()
    return SnapshotsPage(tuple(view_of(each, newest) for each in shown), total, min(page, pages), pages)


def snapshot(snapshot_id: UUID) -> SnapshotView:
    """Raises SnapshotUnknown."""
    row = Snapshot.objects.filter(id=snapshot_id).first()
    if row is None:
        raise SnapshotUnknown()
    return view_of(row)


def problem_rows(snapshot_id: UUID) -> Sequence[ProblemRow]:
    """The first rows of which something could not be read, with what it is."""
    rows = SnapshotRow.objects.filter(snapshot=snapshot_id, problem__isnull=False).order_by("line")
    return [ProblemRow(row.line, row.name, problem_of(row) or "") for row in rows[:MOST_PROBLEMS]]


def view_of(row: Snapshot, newest: UUID | None = None) -> SnapshotView:
    entry = register_named(row.register)
    return SnapshotView(
        id=row.id,
        register=row.register,
        register_title=entry.title,
        list_name=row.list_name,
        list_title=entry.title_of(row.list_name),
        source=row.source,
        file_name=row.file_name,
        taken_on=row.taken_on,
        sha256=row.sha256,
        rows=row.rows,
        problems=row.problems,
        imported_at=row.imported_at,
        imported_by=row.imported_by,
        current=row.id == newest,
    )
