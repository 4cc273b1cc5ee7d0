"""What a page is told about snapshots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """One import. `current`: look-ups of today go through it."""

    id: UUID
    register: str
    register_title: str
    list_name: str
    list_title: str
    source: str
    file_name: str
    taken_on: date
    sha256: str
    rows: int
    problems: int
    imported_at: datetime
    imported_by: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class SnapshotsPage:
    rows: tuple[SnapshotView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A row of which something could not be read; it is kept, and found by what could."""

    line: int
    name: str
    says: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that is new, gone, or other than before: the cells that differ, (heading, before, after)."""

    kind: Literal["added", "removed", "changed"]
    line: int
    ubn: str
    name: str
    cells: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a snapshot changed against the one before it; `before` is None for the first. `rows` are the first of
    them, the counts are of all."""

    before: SnapshotView | None
    added: int = 0
    removed: int = 0
    changed: int = 0
    rows: tuple[RowChange, ...] = ()

    @property
    def total(self) -> int:
        return self.added + self.removed + self.changed

    @property
    def untold(self) -> int:
        """How many are counted and not listed."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A file that was handed in and is not imported yet."""

    id: UUID
    file_name: str
    size: int
    handed_in_at: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would take in."""

    rows: int
    problems: tuple[ProblemRow, ...]
    problem_count: int
    first: tuple[Mapping[str, str], ...]
    headings: tuple[str, ...]
    changes: Changes
    already: bool
