"""From the rows of a list that may be meant to facts: what is certain, what is open, and why.

A row is certain by its number. A row that has no number of its own, or one that cannot be read, may be the firm by
name, as any row may where the firm has no number: it is shown, and what follows from it stays open until an officer
has looked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xuzhi.kernel.texts import say
from xuzhi.registers.current import evidence_of, problem_of
from xuzhi.registers.models import SnapshotRow
from xuzhi.registers.names import Name, compare_names, match_cell, normalise_name


@dataclass(slots=True)
class Answer:
    """Records for the facts, the rows that they are from, and sentences about what is open."""

    records: list[dict[str, Any]] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, row: SnapshotRow, matched_by: str, record: Mapping[str, Any]) -> None:
        self.evidence.append(evidence_of(row, matched_by))
        where = {"list": say(f"registers.list_{row.snapshot.list_name}"), "line": row.line}
        if problem := problem_of(row):
            self.problems.append(say("registers.row_problem", says=problem, **where))
        if matched_by != "number":
            self.problems.append(say("registers.matched_by_name", name=row.name, **where))
        self.records.append({name: value for name, value in record.items() if value is not None})


def debarments(rows: Iterable[SnapshotRow], ubn: str, name: Name) -> Answer:
    """Announcements about the number. One by name alone is given without its days, so that nothing follows from it."""
    answer = Answer()
    for row, matched_by in _meant(rows, ubn, name, compare_names):
        record = row.record if matched_by == "number" else _without_days(row.record)
        answer.add(row, matched_by, record)
    return answer


def prc_hits(rows: Iterable[SnapshotRow], ubn: str, name: Name) -> Answer:
    """Entries that may be meant, with whom they were found for. One that was matched by its name alone is given without
    a number: whether it is the same firm stays open."""
    answer = Answer()
    for row, matched_by in _meant(rows, ubn, name, compare_names):
        entry = {
            "list": row.snapshot.list_name,
            "name": row.name,
            "ubn": ubn if matched_by == "number" else None,
            "matched_by": matched_by,
            "asked": name.original or ubn,
        }
        answer.add(row, matched_by, entry)
    return answer


def violations(rows: Iterable[SnapshotRow], ubn: str, name: Name) -> Answer:
    """Announcements by name: suggestions, whose seriousness the lists do not tell."""
    answer = Answer()
    for row, matched_by in _meant(rows, ubn, name, match_cell):
        fields = ("law", "announced_on", "content", "fine")
        answer.add(
            row, matched_by, {f: row.record.get(f) for f in fields} | {"name": row.name, "matched_by": matched_by}
        )
    return answer


def _meant(
    rows: Iterable[SnapshotRow], ubn: str, name: Name, compare: Callable[[Name, Name], str | None]
) -> Iterable[tuple[SnapshotRow, str]]:
    for row in rows:
        if ubn and row.ubn == ubn:
            yield row, "number"
        elif (not ubn or not row.ubn or row.problem) and (matched_by := compare(name, normalise_name(row.name))):
            yield row, matched_by


def _without_days(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not name.endswith("_on")}
