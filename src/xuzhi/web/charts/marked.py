"""A line along time with what is pointed out in it: shaded where it lies, with a mark on each figure."""

from __future__ import annotations

from typing import Any

from xuzhi.casework.queries.figure_tables import FigureTable

MARK, SHADE = "var(--not-met)", "var(--not-met-tint)"


def marked(altair: Any, table: FigureTable, number: Any, color: str) -> Any:
    """The first column as a line, broken where a row has no figure; rows whose last column is not empty are pointed
    out, with a figure or without."""
    order = [label for label, _ in table.rows]
    values = [
        {"row": label, "n": number(cells[0]), "flag": bool(cells[-1]) if len(cells) > 1 else False}
        for label, cells in table.rows
    ]
    drawn = [each for each in values if each["n"] is not None]
    flagged = [each for each in values if each["flag"]]
    axis = altair.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=14, ticks=False, labelPadding=6)
    x = altair.X("row:N", sort=order, axis=axis, scale=altair.Scale(domain=order, padding=0.5))
    amount = altair.Axis(title=table.unit, tickCount=4, format=",~f", domain=False, ticks=False)
    y = altair.Y("n:Q", axis=amount, scale=altair.Scale(zero=True))
    thick = max(2, -(-400 // max(1, len(order))))
    shade = altair.Chart(altair.Data(values=flagged)).mark_rule(color=SHADE, strokeWidth=thick).encode(x=x)
    line = altair.Chart(altair.Data(values=values)).mark_line(color=color, strokeWidth=2.5).encode(x=x, y=y)
    dots = altair.Chart(altair.Data(values=drawn)).mark_circle(color=color, size=14, opacity=1).encode(x=x, y=y)
    seen = [each for each in flagged if each["n"] is not None]
    marks = (
        altair.Chart(altair.Data(values=seen))
        .mark_point(shape="triangle-up", color=MARK, filled=True, size=50, opacity=1)
        .encode(x=x, y=y)
    )
    layers = ([shade] if flagged else []) + [line, dots] + ([marks] if seen else [])
    return altair.layer(*layers).properties(height=200)
