"""What a look-up gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SnapshotRef:
    """A snapshot that a look-up went through."""

    id: UUID
    register: str
    list_name: str
    source: str
    taken_on: date
    sha256: str

    def as_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "register": self.register,
            "list": self.list_name,
            "source": self.source,
            "taken_on": self.taken_on.isoformat(),
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True)
class LookUp:
    """What a register says of a firm as of a day.

    found      True: it stands there. False: it was looked for and is not in the snapshot of that day, which is not
               "clean". None: it could not be looked for, or not in all of the lists.
    facts      JSON-safe, as nested tables: {"company": {"ubn": …}} or {"register": {"debarments": […]}}; what is not
               known is left out
    as_of      the day of the oldest snapshot that the answer rests on
    how        what was looked for, where, and as of when, in a sentence for people
    evidence   the rows found, JSON-safe: {list, line, raw, matched_by, problem, taken_on, source, sha256};
               matched_by is number, name (all of the name is equal) or similar_name (the legal form differs, or the
               name stands in a cell that holds more); only a number identifies a firm
    problems   sentences: what could not be read or decided, for an officer to look at
    missing    lists of the register that are not loaded
    stale      lists that are older than was asked for; what they do not hold is not known
    """

    register: str
    found: bool | None
    facts: Mapping[str, Any]
    as_of: date | None
    how: str
    snapshots: tuple[SnapshotRef, ...] = ()
    evidence: tuple[Mapping[str, Any], ...] = ()
    problems: tuple[str, ...] = ()
    missing: tuple[str, ...] = field(default=())
    stale: tuple[str, ...] = field(default=())

    @property
    def snapshot_sha256(self) -> str | None:
        """Of the oldest snapshot that the answer rests on."""
        return min(self.snapshots, key=lambda s: s.taken_on).sha256 if self.snapshots else None

    def age_days(self, on: date) -> int | None:
        """How many days old the answer is."""
        return (on - self.as_of).days if self.as_of else None

    @property
    def flat(self) -> dict[str, Any]:
        """The facts by dotted name, as questions are named."""
        return {f"{room}.{name}": value for room, facts in self.facts.items() for name, value in facts.items()}

    def as_json(self) -> dict[str, Any]:
        """The whole look-up, JSON-safe and without fractions, as an event may hold it."""
        return {
            "register": self.register,
            "found": self.found,
            "facts": dict(self.facts),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "how": self.how,
            "snapshots": [snapshot.as_json() for snapshot in self.snapshots],
            "evidence": [dict(row) for row in self.evidence],
            "problems": list(self.problems),
            "missing": list(self.missing),
            "stale": list(self.stale),
        }


@dataclass(frozen=True, slots=True)
class ListAge:
    """How a list stands: when its last snapshot was taken, and what is in it; None where nothing is loaded."""

    register: str
    register_title: str
    list_name: str
    list_title: str
    taken_on: date | None = None
    age_days: int | None = None
    rows: int = 0
    problems: int = 0
    source: str = ""
