"""A file that was handed in, and what an import would take in."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.registers.catalogue import register_named
from xuzhi.registers.comparing import Row, cells_of, compare_rows
from xuzhi.registers.models import Snapshot, SnapshotDraft
from xuzhi.registers.queries.changes import last_answers, rows_of, snapshots_before, told
from xuzhi.registers.queries.snapshots import MOST_PROBLEMS
from xuzhi.registers.readers.choose import Rows, read_rows
from xuzhi.registers.readers.ip_ranges import IpRangeRow
from xuzhi.registers.readers.shape import ReadRow
from xuzhi.registers.views import Changes, DraftView, Preview, ProblemRow

FIRST_ROWS = 8
MOST_HEADINGS = 8


class DraftUnknown(Refusal, LookupError):
    """There is no such file of this person any more."""

    code = "registers.draft_unknown"


def draft(draft_id: UUID, *, actor: Actor) -> DraftView:
    """Raises DraftUnknown, for another person's too."""
    row = held_draft(draft_id, actor)
    return DraftView(row.id, row.file_name, len(row.content), row.handed_in_at)


def held_draft(draft_id: UUID, actor: Actor) -> SnapshotDraft:
    """Raises DraftUnknown."""
    row = SnapshotDraft.objects.filter(id=draft_id, handed_in_by=actor.id).first()
    if row is None:
        raise DraftUnknown()
    return row


def preview(draft_id: UUID, register: str, list_name: str | None, taken_on: date, *, actor: Actor) -> Preview:
    """Read the file as an import would, and hold it against the list's last snapshot. Nothing is recorded.

    Raises DraftUnknown, RegisterUnknown, ListUnknown, ShapeDiffers.
    """
    content = bytes(held_draft(draft_id, actor).content)
    name = register_named(register).list_named(list_name)
    rows = read_rows(register, name, content)
    before = snapshots_before(register, name).filter(taken_on__lte=taken_on).first()
    problems = [ProblemRow(row.line, getattr(row, "name", ""), row.problem.says) for row in rows if row.problem]
    first = [_shown(row) for row in rows[:FIRST_ROWS]]
    return Preview(
        rows=len(rows),
        problems=tuple(problems[:MOST_PROBLEMS]),
        problem_count=len(problems),
        first=tuple(first),
        headings=_headings(first),
        changes=_changes(register, before, rows),
        already=bool(before and (before.taken_on, before.sha256) == (taken_on, hashlib.sha256(content).hexdigest())),
    )


def _shown(row: ReadRow | IpRangeRow) -> dict[str, str]:
    if isinstance(row, IpRangeRow):
        return {"start": str(row.first or ""), "end": str(row.last or ""), "country": row.country}
    return {name: text for name, text in cells_of(row.raw).items() if text}


def _headings(rows: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in row))[:MOST_HEADINGS]


def _changes(register: str, before: Snapshot | None, rows: Rows) -> Changes:
    """Ranges are compared when they have been taken in; before that only their numbers are told."""
    if before is None or register == "ip_country":
        return told(before, [])
    read = [Row(row.line, row.ubn, row.name, row.raw) for row in rows if isinstance(row, ReadRow)]
    if register == "company":
        earlier = last_answers([row.ubn for row in read], snapshots_before("company", before.list_name))
        return told(before, compare_rows(earlier, read))
    return told(before, compare_rows(rows_of(before), read))
