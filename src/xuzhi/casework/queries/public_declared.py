"""Declared figures for the public: a row is of enough firms, or goes together with others that have too few.

Every number that is shown is of at least so many firms, or nought; nothing is left out of a row, so nothing follows
from its sum. Where no rows can be made so, only what comes together in each row is shown, and else nothing. What came
of cases also stands in the table of all kinds, where counts are left out: the two are held against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from xuzhi.casework.queries.declared_figures import ALL, STANDING, Declared, Tally
from xuzhi.casework.queries.declared_tables import (
    Lines,
    Unfilled,
    lines_of,
    sum_of,
    table_of,
    title_of,
    waits_for,
)
from xuzhi.casework.queries.figure_tables import FigureTable
from xuzhi.casework.queries.figures import OPEN
from xuzhi.kernel.texts import say
from xuzhi.rulebook.figure import OUTCOME

OTHER = "other"

type Row = tuple[str, Mapping[str, Tally]]


def public_declared(
    figures: Sequence[Declared], smallest: int, left_out: Mapping[str, Collection[str]]
) -> tuple[tuple[FigureTable, ...], tuple[Unfilled, ...]]:
    """The tables that may be shown, and why others may not (yet). `left_out` says, for each kind that the table of all
    kinds shows, which states it leaves out."""
    tables, unfilled = [], []
    for each in figures:
        title = title_of(each, several=False)
        lines = _shown(each, smallest, left_out)
        if not any(tally.firms for tally in each.cells.values()):
            unfilled.append(Unfilled(title, waits_for(each)))
        elif lines is None:
            unfilled.append(Unfilled(title, say("casework.figures_too_few", smallest=smallest)))
        else:
            tables.append(table_of(each, title, lines))
    return tuple(tables), tuple(unfilled)


def _shown(figure: Declared, smallest: int, left_out: Mapping[str, Collection[str]]) -> Lines | None:
    whole = lines_of(figure)
    if figure.rule.sums:
        rows = enough(whole.rows, smallest)
        return Lines(whole.parts, rows) if rows else None
    if figure.rule.counts not in left_out:
        return None
    hidden = left_out[figure.rule.counts]
    if figure.rule.split == OUTCOME:
        coarse = _coarse(figure, whole)
        rows = enough(coarse.rows, smallest) if not gives_away(_columns(coarse), hidden, smallest) else []
        if rows:
            return Lines(coarse.parts, rows, _share(rows, coarse.share))
        whole = _together(whole)
    elif figure.rule.split and gives_away([sum_of(_columns(whole))], hidden, smallest):
        return None
    rows = enough(whole.rows, smallest)
    return Lines(whole.parts, rows) if rows else None


def enough(rows: Sequence[Row], smallest: int) -> list[Row]:
    """Rows that have enough firms in each place, and one of all the others together; nothing where that is not to be
    had. So many of the rows that have enough go along with those that do not as it takes, the smallest first."""
    kept = [row for row in rows if _fits(row[1], smallest)]
    rest = [row for row in rows if not _fits(row[1], smallest)]
    while rest and kept and not _fits(_merged(rest), smallest):
        rest.append(kept.pop(min(range(len(kept)), key=lambda at: _firms(kept[at][1]))))
    if not rest:
        return kept
    if not _fits(_merged(rest), smallest):
        return []
    label = say("casework.figures_rest" if kept else "casework.figures_all_together")
    return [*kept, (label, _merged(rest))]


def _fits(row: Mapping[str, Tally], smallest: int) -> bool:
    return all(not tally.firms or len(tally.firms) >= smallest for tally in row.values())


def _firms(row: Mapping[str, Tally]) -> int:
    return len(sum_of(row.values()).firms)


def _merged(rows: Sequence[Row]) -> dict[str, Tally]:
    return {part: sum_of(row[part] for _, row in rows) for part in rows[0][1]}


def gives_away(columns: Sequence[Tally], hidden: Collection[str], smallest: int) -> bool:
    """Whether the sums of the columns, with the table of all kinds beside them, say how many there are in a state that
    is left out there. They do not where two or more such states, of enough cases together, lie within one column."""
    for state in hidden:
        within = [column for column in columns if column.states.get(state)]
        if len(within) > 1:
            return True
        for column in within:
            others = [column.states.get(each, 0) for each in hidden if column.states.get(each)]
            if len(others) < 2 or sum(others) < smallest:
                return True
    return False


def _columns(lines: Lines) -> list[Tally]:
    return [sum_of(row[part] for _, row in lines.rows) for part in lines.parts]


def _coarse(figure: Declared, lines: Lines) -> Lines:
    """Under way, the outcome whose share is asked for, and all others together."""
    names = {OPEN: say("casework.figures_open")}
    if lines.share in lines.parts:
        names[lines.share] = lines.parts[lines.share]
    ended = "casework.figures_other_outcomes" if len(names) > 1 else "casework.figures_ended"
    names[OTHER] = say(ended)
    place = {part: part if part in names else OPEN if part == STANDING else OTHER for part in lines.parts}
    rows = [
        (label, {name: sum_of(row[part] for part in row if place[part] == name) for name in names})
        for label, row in lines.rows
    ]
    there = {name for _, row in rows for name, tally in row.items() if tally.firms}
    parts = {name: label for name, label in names.items() if name in there or name == lines.share}
    return Lines(parts, [(label, {name: row[name] for name in parts}) for label, row in rows], lines.share)


def _share(rows: Sequence[Row], share: str) -> str:
    """The part in per cent, where it can be said of every row."""
    ended = [sum(len(tally.firms) for part, tally in row.items() if part != OPEN) for _, row in rows]
    return share if all(ended) else ""


def _together(lines: Lines) -> Lines:
    """Without the split."""
    rows = [(label, {ALL: sum_of(row.values())}) for label, row in lines.rows]
    return Lines({ALL: say("casework.figures_cases")}, rows)
