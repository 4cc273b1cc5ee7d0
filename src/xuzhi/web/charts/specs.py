"""What a table looks like as a chart. Colours are names of the page's own tokens, so that dark pages and paper work."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xuzhi.casework.queries.figure_tables import Cell, FigureTable
from xuzhi.kernel.texts import say
from xuzhi.web.charts.marked import marked

WIDTH = 420
ROW = 28
WIDEST = 72  # of a bar that stands
MOST_ROWS = 24
LARGE = 1_000_000
LETTER, DIGIT = 13, 8  # how wide one is at most, in pixels
BEYOND_LATIN = "\u2e80"
DASHES = ((1, 0), (8, 4), (2, 3), (10, 3, 2, 3))
SERIES = tuple(f"var(--chart-{n})" for n in range(1, 9))
INK, SOFT, LINE, PAPER = "var(--ink)", "var(--ink-soft)", "var(--line)", "var(--paper)"

_FIT = {"type": "fit-x", "contains": "padding"}
_LABEL: dict[str, Any] = {"title": None, "labelLimit": 200, "domain": False, "ticks": False, "labelPadding": 8}


def spec_of(table: FigureTable) -> dict[str, Any]:
    """The chart in Vega-Lite's words, checked against its schema by Altair."""
    import altair

    drawn = _DRAWN[table.by](altair, table)
    chart = drawn.properties(width=WIDTH, background="transparent", autosize=_FIT).configure(**_config())
    return dict(chart.to_dict())


def _marked(altair: Any, table: FigureTable) -> Any:
    return marked(altair, table, _number, SERIES[0])


def _config() -> dict[str, Any]:
    words = {
        "labelColor": SOFT,
        "labelFontSize": 13,
        "titleColor": SOFT,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    }
    return {
        "font": "Noto Sans CJK TC",
        "view": {"stroke": None},
        "axis": {**words, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE},
        "legend": {**words, "orient": "top", "title": None, "symbolType": "square", "labelLimit": 300, "columns": 3},
        "bar": {"stroke": PAPER, "strokeWidth": 1},
        "text": {"color": INK, "fontSize": 13},
    }


def _number(cell: Cell) -> float | int | None:
    return float(cell) if isinstance(cell, Decimal) else cell


def _parts(table: FigureTable) -> list[dict[str, Any]]:
    """One record a cell that is drawn; what was left out is not there."""
    heads = table.heads[: table.parts]
    return [
        {"row": label, "part": head, "nth": nth, "n": _number(cell)}
        for label, cells in table.rows[:MOST_ROWS]
        for nth, (head, cell) in enumerate(zip(heads, cells, strict=False))
        if cell is not None
    ]


def _color(altair: Any, table: FigureTable) -> Any:
    heads = list(table.heads[: table.parts])
    legend = altair.Legend(columns=_legend_columns(table, heads)) if len(heads) > 1 else None
    scale = altair.Scale(domain=heads, range=[SERIES[n % len(SERIES)] for n in range(len(heads))])
    return altair.Color("part:N", scale=scale, legend=legend, sort=heads)


def _order(table: FigureTable) -> list[str]:
    return [label for label, _ in table.rows[:MOST_ROWS]]


def _down(altair: Any, table: FigureTable) -> Any:
    return altair.Y("row:N", sort=_order(table), axis=altair.Axis(**_LABEL, grid=False))


def _amount(altair: Any, name: str, channel: Any, table: FigureTable) -> Any:
    title = None if table.by == "months" else table.unit
    large: dict[str, Any] = {}
    if table.by == "stacked" and max((_weight(table, cells) or 0 for _, cells in table.rows), default=0) >= LARGE:
        title = say("web.chart_large", unit=table.unit)
        large = {"labelExpr": f"format(datum.value / {int(say('web.chart_large_by'))}, ',~f')"}
    axis = altair.Axis(
        title=title,
        tickCount=4,
        format=",~d" if table.by != "spread" else "~f",
        domain=False,
        ticks=False,
        **large,
    )
    return channel(name, axis=axis)


def _room(table: FigureTable) -> float:
    """By how much the scale is longer than the longest bar, so that the number behind it has room on the right."""
    numbers = max((len(f"{cells[0]:,}") for _, cells in table.rows if cells[0] is not None), default=1)
    return max(1.15, 1 / (1 - min(0.6, (DIGIT * numbers + 10) / (WIDTH - _beside(table)))))


def _beside(table: FigureTable) -> int:
    """How wide the labels on the left are."""
    if table.by == "months":
        return 0
    return min(int(_LABEL["labelLimit"]), max((_wide(label) for label, _ in table.rows), default=0))


def _legend_columns(table: FigureTable, heads: list[str]) -> int:
    """As many beside each other as there is room for, three at most."""
    widest = max(_wide(head) for head in heads) + 2 * LETTER
    return max(1, min(3, (WIDTH - _beside(table)) // widest))


def _wide(text: str) -> int:
    return sum(LETTER if each >= BEYOND_LATIN else DIGIT for each in text)


def _bars(altair: Any, table: FigureTable) -> Any:
    base = altair.Chart(altair.Data(values=_parts(table))).encode(y=_down(altair, table))
    most = max((each["n"] for each in _parts(table)), default=0) * _room(table) or 1
    amount = altair.X("n:Q", axis=None, scale=altair.Scale(domain=[0, most]))
    bars = base.mark_bar(color=SERIES[0], height=14).encode(x=amount)
    words = base.mark_text(align="left", dx=6).encode(x=amount, text=altair.Text("n:Q", format=",~f"))
    return altair.layer(bars, words).properties(height=ROW * len(_order(table)))


def _stacked(altair: Any, table: FigureTable) -> Any:
    chart = altair.Chart(altair.Data(values=_parts(table))).mark_bar(height=16)
    return chart.encode(
        y=_down(altair, table),
        x=_amount(altair, "sum(n):Q", altair.X, table),
        color=_color(altair, table),
        order=altair.Order("nth:Q"),
    ).properties(height=ROW * len(_order(table)))


def _months(altair: Any, table: FigureTable) -> Any:
    axis = altair.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=14, ticks=False, labelPadding=6)
    return (
        altair.Chart(altair.Data(values=_parts(table)))
        .mark_bar(width=altair.ExprRef(f"min({WIDEST}, bandwidth('x'))"))
        .encode(
            x=altair.X("row:N", sort=_order(table), axis=axis),
            y=_amount(altair, "sum(n):Q", altair.Y, table),
            color=_color(altair, table),
            order=altair.Order("nth:Q"),
        )
        .properties(height=200)
    )


def _lines(altair: Any, table: FigureTable) -> Any:
    """A line a column, along the rows: told apart by colour and by dashes."""
    heads, order = list(table.heads[: table.parts]), [label for label, _ in table.rows]
    values = [
        {"row": label, "part": head, "n": _number(cell)}
        for label, cells in table.rows
        for head, cell in zip(heads, cells, strict=False)
        if cell is not None
    ]
    axis = altair.Axis(title=None, labelAngle=0, labelOverlap="greedy", labelSeparation=14, ticks=False, labelPadding=6)
    amount = altair.Axis(title=table.unit, tickCount=4, format=",d", domain=False, ticks=False)
    legend = altair.Legend() if len(heads) > 1 else None
    dashes = altair.Scale(domain=heads, range=[DASHES[n % len(DASHES)] for n in range(len(heads))])
    return (
        altair.Chart(altair.Data(values=values))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=altair.X("row:N", sort=order, axis=axis),
            y=altair.Y("n:Q", axis=amount, scale=altair.Scale(zero=True)),
            color=_color(altair, table),
            strokeDash=altair.StrokeDash("part:N", scale=dashes, sort=heads, legend=legend),
        )
        .properties(height=220)
    )


def _spread(altair: Any, table: FigureTable) -> Any:
    """A line from the quarter to three quarters, with the median as a mark and in figures."""
    values = [
        {"row": label, "lower": _number(cells[0]), "median": _number(cells[1]), "upper": _number(cells[2])}
        for label, cells in table.rows[-MOST_ROWS:]
        if None not in cells[:3]
    ]
    order = [each["row"] for each in values]
    y = altair.Y("row:N", sort=order, axis=altair.Axis(**_LABEL, grid=False))
    base = altair.Chart(altair.Data(values=values)).encode(y=y)
    line = base.mark_rule(color=SERIES[0], strokeWidth=8, opacity=0.45).encode(
        x=_amount(altair, "lower:Q", altair.X, table), x2="upper:Q"
    )
    mark = base.mark_tick(color=INK, thickness=3, size=18).encode(x="median:Q")
    words = base.mark_text(align="center", dy=-14, fontSize=12).encode(x="median:Q", text="median:Q")
    return altair.layer(line, mark, words).properties(height=max(ROW + 10, (ROW + 6) * len(order)))


_DRAWN = {
    "bars": _bars,
    "stacked": _stacked,
    "months": _months,
    "spread": _spread,
    "lines": _lines,
    "marked": _marked,
}


def words_for(table: FigureTable) -> str:
    """What the chart shows in one sentence, for who does not see it; the table beside it has every number."""
    if table.by == "marked":
        return table.note or table.title
    if table.by == "lines":
        return _words_for_lines(table)
    drawn = [(label, cells) for label, cells in table.rows if cells and _weight(table, cells) is not None]
    if not drawn:
        return table.title
    label, cells = max(drawn, key=lambda row: _weight(table, row[1]) or 0)
    key = "longest" if table.by == "spread" else "most"
    return say(f"web.chart_{key}", title=table.title, label=label, n=f"{_weight(table, cells):,}", unit=table.unit)


def _words_for_lines(table: FigureTable) -> str:
    """Where the lines end: which of them is lowest there."""
    label, cells = table.rows[-1] if table.rows else ("", ())
    ends = [(cell, head) for head, cell in zip(table.heads, cells, strict=False) if cell is not None]
    if not ends:
        return table.title
    least, head = min(ends, key=lambda end: end[0])
    return say("web.chart_lines", title=table.title, label=label, head=head, n=f"{least:,}", unit=table.unit)


def _weight(table: FigureTable, cells: tuple[Cell, ...]) -> Cell:
    if table.by == "spread":
        return cells[1]
    counts = [cell for cell in cells[: table.parts] if cell is not None]
    return sum(counts) if counts else None
