"""Tables of counts for the public: a small count says who it is, so it is left out, and so is what would give it away.

A table is {(row, column): count}. Its readers also know (or are given) its sums: of every column, always; of every
row, unless the sum is left out too. Leaving out only the small counts would not do: what is left out follows from the
sums. So further counts are left out until another table of whole numbers from zero on, with another number in that
place, has all the same published numbers.

That is decided exactly. With the sums as cells of their own the table is a net: a row and a column are its knots, a
cell is the way between them. A number can be another one exactly if a round trip through its cell exists on which
every cell to be lessened holds something (the residual graph of a circulation). What to leave out besides is the
cheapest such trip.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

SUMS = "Σ"

type Key = tuple[Hashable, Hashable]
type Knot = tuple[str, Hashable]

_FREE = 0
_ROW_SUM = 10**6  # a count is rather left out than a sum


class CannotBeHidden(ValueError):
    """A column has so little that its sum gives a small count away; the column has to be left out whole."""

    def __init__(self, column: Hashable) -> None:
        super().__init__(f"{column!r} cannot be published")
        self.column = column


@dataclass(frozen=True)
class Shown:
    """What may be published. None stands for a count or a sum that is left out."""

    cells: Mapping[Key, int | None]
    row_sums: Mapping[Hashable, int | None]
    column_sums: Mapping[Hashable, int]

    @property
    def hidden(self) -> int:
        return sum(value is None for value in (*self.cells.values(), *self.row_sums.values()))


def hide_small(cells: Mapping[Key, int], smallest: int, *, known: frozenset[Key] = frozenset()) -> Shown:
    """Leave out counts above zero and below `smallest`, and what would give them away. Every sum of a column, and so
    the sum of all, stays.

    Counts that are `known`, because they are published elsewhere, are neither small nor a cover for others.
    Raises CannotBeHidden.
    """
    net = _Net(cells, known)
    small = [key for key, count in net.counts.items() if net.may_hide(key) and 0 < count < smallest]
    left_out = set(small)
    for key in sorted(small, key=lambda each: (net.counts[each], str(each))):
        if any(True for _ in net.trips(key, left_out)):
            continue
        trip = min(net.trips(key, None, left_out), key=lambda found: found[0], default=None)
        if trip is None:
            raise CannotBeHidden(key[1])
        left_out |= trip[1]
    return Shown(
        cells={key: None if key in left_out else count for key, count in cells.items()},
        row_sums={row: None if (row, SUMS) in left_out else net.counts[row, SUMS] for row in net.rows},
        column_sums={column: net.column_sum(column) for column in net.columns},
    )


def follows(shown: Shown, counts: Mapping[Key, int], key: Key) -> bool:
    """Whether the count of a cell that was left out can be computed from what is published. For tests and audits."""
    net = _Net(counts, frozenset())
    left_out = {each for each, value in shown.cells.items() if value is None}
    left_out |= {(row, SUMS) for row, value in shown.row_sums.items() if value is None}
    return not any(True for _ in net.trips(key, left_out))


class _Net:
    """The table with the sums of its rows as one column more. Sums of columns are published, so they hold nothing."""

    def __init__(self, cells: Mapping[Key, int], known: frozenset[Key]) -> None:
        self.rows = tuple(dict.fromkeys(row for row, _ in cells))
        self.columns = tuple(dict.fromkeys(column for _, column in cells))
        self.counts = {(row, column): cells.get((row, column), 0) for row in self.rows for column in self.columns}
        for row in self.rows:
            self.counts[row, SUMS] = sum(self.counts[row, column] for column in self.columns)
        whole = {(row, SUMS) for row in self.rows if all((row, column) in known for column in self.columns)}
        self.known = known | whole

    def may_hide(self, key: Key) -> bool:
        return key not in self.known

    def column_sum(self, column: Hashable) -> int:
        return sum(self.counts[row, column] for row in self.rows)

    def trips(self, key: Key, through: set[Key] | None, free: set[Key] | None = None) -> Iterator[tuple[int, set[Key]]]:
        """Round trips through the cell, one by which it grows and one by which it shrinks, with cost and cells.

        `through` holds the cells that may be used (None: all that may be hidden), those of `free` at no cost.
        """
        for grows in (True, False):
            if not grows and self.counts[key] == 0:
                continue
            start, end = self._way(key, grows)
            found = self._cheapest(end, start, key, through, free or set())
            if found is not None:
                cost, cells = found
                yield cost, cells | {key}

    def _way(self, key: Key, grows: bool) -> tuple[Knot, Knot]:
        """From where to where the cell leads when it grows; the sums of rows stand on the other side."""
        row, column = ("row", key[0]), ("column", key[1])
        return (row, column) if grows == (key[1] != SUMS) else (column, row)

    def _ways_from(self, knot: Knot, but: Key, through: set[Key] | None) -> Iterator[tuple[Knot, Key]]:
        side, name = knot
        keys = [(name, column) for column in (*self.columns, SUMS)] if side == "row" else [(r, name) for r in self.rows]
        for key in keys:
            if key == but or not self.may_hide(key) or (through is not None and key not in through):
                continue
            for grows in (True, False):
                start, end = self._way(key, grows)
                if start == knot and (grows or self.counts[key] > 0):
                    yield end, key

    def _cheapest(
        self, start: Knot, goal: Knot, but: Key, through: set[Key] | None, free: set[Key]
    ) -> tuple[int, set[Key]] | None:
        best: dict[Knot, int] = {start: 0}
        cells: dict[Knot, tuple[Key, ...]] = {start: ()}
        queue: list[tuple[int, str, Knot]] = [(0, "", start)]
        while queue:
            cost, _, knot = heapq.heappop(queue)
            if knot == goal:
                return cost, set(cells[knot])
            if cost > best[knot]:
                continue
            for following, key in self._ways_from(knot, but, through):
                further = cost + (_FREE if key in free else self._cost(key))
                if further < best.get(following, further + 1):
                    best[following], cells[following] = further, (*cells[knot], key)
                    heapq.heappush(queue, (further, str(following), following))
        return None

    def _cost(self, key: Key) -> int:
        return self.counts[key] + 1 + (_ROW_SUM if key[1] == SUMS else 0)
