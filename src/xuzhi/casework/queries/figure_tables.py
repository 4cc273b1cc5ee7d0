"""Figures as tables: the same for a page, a chart beside it, and a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xuzhi.casework.queries.figures import IN_FORCE, MOST_ROUNDS, OPEN, Counted, Figures, Kind, Spread
from xuzhi.kernel.roc import year_for_reader
from xuzhi.kernel.texts import say

type Cell = int | Decimal | None  # None: left out, or nothing to say


@dataclass(frozen=True)
class FigureTable:
    """`heads` name the columns after the first; `row_head` the first. `sums` are the last row, where one makes sense.

    `by` says how to draw it: bars, stacked (bars in parts, a part a column), spread (median between quartiles), months
    (stacked, along time), lines (a line a column, along the rows), or marked (a line, pointed out where the last column
    is not empty); `parts` is how many columns are drawn, the first ones. `footnote` stands below the table.
    """

    name: str
    title: str
    row_head: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    by: str
    parts: int
    unit: str = ""
    sums: tuple[Cell, ...] = ()
    note: str = ""
    footnote: str = ""

    @property
    def hidden(self) -> bool:
        """Whether something was left out."""
        return any(cell is None for _, cells in self.rows for cell in cells)


def tables_of(figures: Figures, titles: Mapping[str, str] | None = None) -> tuple[FigureTable, ...]:
    """Every table of the office's page, in its order; those that would be empty are left out.

    With `titles` of programmes, what is counted of several has a column a programme instead of one a kind.
    """
    wide = of_programmes(figures, titles or {})
    tables = (
        by_month(wide),
        by_state(wide),
        days_by_kind(figures),
        days_by_month(figures),
        by_rounds(wide),
        counted("clauses", figures.clauses, named=False),
        counted("stages", figures.stages),
        counted("clocks", figures.clocks),
    )
    return tuple(table for table in tables if table.rows)


def of_programmes(figures: Figures, titles: Mapping[str, str]) -> Figures:
    """The cases of each programme together, where there are several; days, clauses and clocks stay as they are."""
    programmes = dict.fromkeys(programme for programme, _ in figures.kinds)
    if len(programmes) < 2 or not titles:
        return figures

    def together[Row](counts: Mapping[tuple[Row, Kind], int]) -> Mapping[tuple[Row, Kind], int]:
        found: Counter[tuple[Row, Kind]] = Counter()
        for (row, (programme, _)), count in counts.items():
            found[row, (programme, "")] += count
        return found

    return replace(
        figures,
        kinds={(programme, ""): titles.get(programme, programme) for programme in programmes},
        by_month=together(figures.by_month),
        by_state=together(figures.by_state),
        by_rounds=together(figures.by_rounds),
    )


def by_month(figures: Figures) -> FigureTable:
    cells = {(month_label(month), kind): n for (month, kind), n in figures.by_month.items()}
    return _crossed("by_month", [month_label(month) for month in figures.months], cells, figures.kinds, "months")


def by_state(figures: Figures) -> FigureTable:
    """Kinds down and states across, with the share of what was decided that did not succeed."""
    heads = (*figures.states.values(), say("casework.figures_sum"), say("casework.figures_failed_share"))
    rows = []
    for kind, label in figures.kinds.items():
        counts = {state: figures.by_state.get((state, kind), 0) for state in figures.states}
        rows.append((label, (*counts.values(), sum(counts.values()), failed_share(counts))))
    total = {state: figures.of_state(state) for state in figures.states}
    sums = (*total.values(), sum(total.values()), failed_share(total)) if len(rows) > 1 else ()
    table = _table("by_state", heads, rows, "stacked", len(figures.states), sums)
    head = "days_by_kind" if any(kind for _, kind in figures.kinds) else "programme"
    return replace(table, row_head=say(f"casework.figures_row_{head}"))


def failed_share(counts: Mapping[str, int]) -> Decimal | None:
    """Per cent of the decided cases that were dismissed, refused or lapsed."""
    decided = sum(n for state, n in counts.items() if state not in (OPEN, IN_FORCE))
    failed = sum(counts.get(state, 0) for state in ("dismissed", "refused", "lapsed"))
    return (Decimal(100 * failed) / decided).quantize(Decimal("0.1")) if decided else None


def days_by_kind(figures: Figures) -> FigureTable:
    spreads = [(figures.kinds[kind], spread) for kind, spread in figures.days_by_kind.items()]
    return _spreads("days_by_kind", spreads)


def days_by_month(figures: Figures) -> FigureTable:
    return _spreads("days_by_month", [(month_label(month), each) for month, each in figures.days_by_month.items()])


def by_rounds(figures: Figures) -> FigureTable:
    labels = {rounds: rounds_label(rounds) for rounds in range(MOST_ROUNDS + 1)}
    cells = {(labels[rounds], kind): n for (rounds, kind), n in figures.by_rounds.items()}
    return _crossed("by_rounds", list(labels.values()) if cells else [], cells, figures.kinds, "stacked")


def counted(name: str, lines: Sequence[Counted], *, named: bool = True) -> FigureTable:
    """A list with one number a line; `named` puts the kind before what is counted."""
    several = named and len({each.kind for each in lines}) > 1
    rows = [(_label(each, several, named), (each.count,)) for each in lines]
    if named:
        rows.sort(key=lambda row: -row[1][0])
    return _table(name, (say("casework.figures_cases"),), rows, "bars", 1)


def _label(line: Counted, several: bool, named: bool) -> str:
    if not named:
        return line.name if line.label == line.name else f"{line.name} {line.label}"
    return say("casework.figures_kind", programme=line.kind, kind=line.label) if several else line.label


def rounds_label(rounds: int) -> str:
    return say("casework.figures_rounds_or_more" if rounds == MOST_ROUNDS else "casework.figures_rounds", n=rounds)


def month_label(month: str) -> str:
    """2026-03 as people write it."""
    year, number = int(month[:4]), int(month[5:])
    return say("casework.figures_month", year=year_for_reader(year), month=number)


def _spreads(name: str, spreads: Iterable[tuple[str, Spread]]) -> FigureTable:
    heads = tuple(say(f"casework.figures_{each}") for each in ("lower", "median", "upper", "decided"))
    rows = [(label, (each.lower, each.median, each.upper, each.count)) for label, each in spreads]
    return _table(name, heads, rows, "spread", 3)


def _crossed(
    name: str, labels: Sequence[str], cells: Mapping[tuple[str, Kind], int], kinds: Mapping[Kind, str], by: str
) -> FigureTable:
    rows = []
    for label in labels:
        counts = tuple(cells.get((label, kind), 0) for kind in kinds)
        rows.append((label, (*counts, sum(counts)) if len(kinds) > 1 else counts))
    heads = (*kinds.values(), say("casework.figures_sum")) if len(kinds) > 1 else tuple(kinds.values())
    sums = tuple(sum(row[1][place] for row in rows) for place in range(len(heads)))
    return _table(name, heads, rows, by, len(kinds), sums)


def _table(
    name: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, tuple[Cell, ...]]],
    by: str,
    parts: int,
    sums: tuple[Cell, ...] = (),
) -> FigureTable:
    return FigureTable(
        name=name,
        title=say(f"casework.figures_title_{name}"),
        row_head=say(f"casework.figures_row_{name}"),
        heads=heads,
        rows=tuple(rows),
        by=by,
        parts=parts,
        unit=say("casework.figures_unit_days" if by == "spread" else "casework.figures_unit_cases"),
        sums=sums,
    )
