"""What every named entry of a file shares: name, label, clauses, dates."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from xuzhi.rulebook.model import Entry
from xuzhi.rulebook.problems import Place, Problems
from xuzhi.rulebook.reading import Table

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DOTTED = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
# Words that would read as something else in an expression.
RESERVED = frozenset(
    (
        "on", "and", "or", "not", "in", "is", "if", "else", "for", "checks", "taken", "rounds", "about",
        "True", "False", "None",
    )
)  # fmt: skip


@dataclass
class Reading:
    """The state of reading one folder: its problems, and every clause that was cited, with where."""

    problems: Problems = field(default_factory=Problems)
    cited: dict[str, list[Place]] = field(default_factory=dict)


def read_name(table: Table, *, dotted: bool = False) -> str:
    """The entry's `name`; an unusable one is noted, and an empty text comes back when there is none."""
    name = table.text("name", required=True)
    if name:
        check_name(table, name, dotted=dotted)
    return name


def check_name(table: Table, name: str, *, dotted: bool = False) -> None:
    pattern = _DOTTED if dotted else _NAME
    if not pattern.fullmatch(name):
        table.error(f'"{name}" cannot be a name: use small letters, digits and _, beginning with a letter', "name")
    elif any(part in RESERVED for part in name.split(".")[:1]):
        table.error(f'"{name}" cannot be a name: it is a word of the expressions', "name")


def read_entry(table: Table, reading: Reading, *, dates: tuple[str, str] = ("from", "until")) -> dict[str, Any]:
    """`clauses`, `place` and dates of an entry, as keyword arguments of Entry."""
    clauses = table.names("clause")
    for clause in clauses:
        reading.cited.setdefault(clause, []).append(table.place("clause"))
    begins, ends = (table.day(key) for key in dates)
    if begins and ends and ends < begins:
        table.error(f"ends on {ends}, before it begins on {begins}", dates[1])
    return {"clauses": clauses, "place": table.place(), "in_force_from": begins, "in_force_until": ends}


def without_doubles[T: Entry](entries: list[T], what: str, problems: Problems, *, key: str = "name") -> tuple[T, ...]:
    """The entries as a tuple; the same name twice is right only where the dates follow one another."""
    by_name: dict[str, list[T]] = {}
    for entry in entries:
        by_name.setdefault(getattr(entry, key), []).append(entry)
    for name, same in by_name.items():
        if len(same) > 1:
            _check_succession(name, same, what, problems)
    return tuple(entries)


def _check_succession[T: Entry](name: str, same: list[T], what: str, problems: Problems) -> None:
    ordered = sorted(same, key=lambda entry: entry.in_force_from or date.min)
    for earlier, later in itertools.pairwise(ordered):
        if later.in_force_from is None or earlier.in_force_until is None:
            undated = "give both dates (from, until) that do not overlap, or another name"
            problems.error(later.place, f'{what} "{name}" stands already at {earlier.place}; {undated}')
        elif later.in_force_from <= earlier.in_force_until:
            problems.error(
                later.place,
                f'{what} "{name}" overlaps with the one at {earlier.place} '
                f"from {later.in_force_from} to {earlier.in_force_until}",
            )
        elif later.in_force_from > earlier.in_force_until + timedelta(days=1):
            gap_from, gap_to = earlier.in_force_until + timedelta(days=1), later.in_force_from - timedelta(days=1)
            problems.warning(later.place, f'{what} "{name}" is not in force from {gap_from} to {gap_to}')
