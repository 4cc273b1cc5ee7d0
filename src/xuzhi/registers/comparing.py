"""What differs between two snapshots of a list, row by row."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xuzhi.kernel.texts import say
from xuzhi.registers.names import normalise_name
from xuzhi.registers.views import RowChange

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a snapshot, as it is compared."""

    line: int
    ubn: str
    name: str
    raw: Mapping[str, Any]

    @property
    def whom(self) -> str:
        return self.ubn or normalise_name(self.name).core


def compare_rows(before: Iterable[Row], after: Iterable[Row]) -> list[RowChange]:
    """Rows that are in one of the two only, in the order of the files; a new and a gone row about the same firm are one
    that changed."""
    old, new = list(before), list(after)
    spare = Counter(_text(row) for row in old)
    fresh = [row for row in new if not _take(spare, _text(row))]
    left = Counter({text: count for text, count in spare.items() if count})
    gone = defaultdict(list)
    for row in old:
        if _take(left, _text(row)):
            gone[row.whom].append(row)
    changes = [_of(row, gone[row.whom].pop(0) if gone.get(row.whom) else None) for row in fresh]
    rest = sorted((row for rows in gone.values() for row in rows), key=lambda row: row.line)
    return changes + [RowChange("removed", row.line, row.ubn, row.name) for row in rest]


def cells_of(raw: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row as people read them; tables inside it are written flat."""
    return {name: written(value) for name, value in raw.items()}


def written(value: Any) -> str:
    """A published cell in one line."""
    if isinstance(value, list):
        return say("kernel.list_separator").join(filter(None, map(written, value)))
    if isinstance(value, dict):
        return " ".join(filter(None, map(written, value.values())))
    return "" if value is None else str(value)


def _of(row: Row, old: Row | None) -> RowChange:
    if old is None:
        return RowChange("added", row.line, row.ubn, row.name)
    before, after = cells_of(old.raw), cells_of(row.raw)
    differing = (name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name))
    cells = tuple((name, before.get(name, ""), after.get(name, "")) for name in differing)
    return RowChange("changed", row.line, row.ubn, row.name, cells)


def _text(row: Row) -> str:
    return json.dumps(row.raw, sort_keys=True, ensure_ascii=False)


def _take(counted: Counter[str], text: str) -> bool:
    """Take one of it, where there is one left."""
    if counted[text] < 1:
        return False
    counted[text] -= 1
    return True
