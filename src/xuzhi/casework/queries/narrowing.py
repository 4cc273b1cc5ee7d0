"""Tables with more columns than a page or a chart can tell apart: the largest stand, the rest go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xuzhi.casework.queries.figure_tables import Cell, FigureTable
from xuzhi.kernel.texts import say

MOST_PARTS = 6
CROSSED = ("stacked", "months")


def narrowed(table: FigureTable, most: int = MOST_PARTS) -> FigureTable:
    """At most `most` columns of counts: the largest in their order, then one of all the others, named in the footnote.

    Every sum stays what it was. Files have the whole table.
    """
    if table.parts <= most or table.by not in CROSSED:
        return table
    weight = [sum(cells[place] or 0 for _, cells in table.rows) for place in range(table.parts)]
    largest = sorted(sorted(range(table.parts), key=lambda place: -weight[place])[: most - 1])
    others = [place for place in range(table.parts) if place not in largest]

    def fold(cells: Sequence[Any], together: Any) -> tuple[Any, ...]:
        return (*(cells[place] for place in largest), together, *cells[table.parts :])

    rest = say("casework.figures_rest_of", names=[table.heads[place] for place in others])
    return replace(
        table,
        heads=fold(table.heads, say("casework.figures_rest")),
        rows=tuple((label, fold(cells, _sum(cells, others))) for label, cells in table.rows),
        sums=fold(table.sums, _sum(table.sums, others)) if table.sums else (),
        parts=most,
        footnote=" ".join(part for part in (table.footnote, rest) if part),
    )


def _sum(cells: Sequence[Cell], places: Sequence[int]) -> Cell:
    """None where one of them was left out: the others would tell it."""
    counts = [cells[place] for place in places]
    return None if any(count is None for count in counts) else sum(count or 0 for count in counts)
