"""The figures of one programme that anyone may see. Small counts, and what would give them away, are left out.

They reach to the end of last month, so that two looks on neighbouring days do not differ by one firm. A kind of which
there are too few cases is left out whole, because the sums of columns always stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xuzhi.casework.queries.declared_figures import counted_figures
from xuzhi.casework.queries.declared_tables import Unfilled
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.queries.figure_tables import FigureTable, rounds_label
from xuzhi.casework.queries.figures import MOST_ROUNDS, OPEN, Figures, Kind, figures
from xuzhi.casework.queries.public_declared import public_declared
from xuzhi.casework.queries.rows import outcome_label
from xuzhi.kernel.roc import TAIPEI, taipei_day, year_for_reader
from xuzhi.kernel.small_cells import CannotBeHidden, Shown, hide_small
from xuzhi.kernel.texts import say
from xuzhi.rulebook import Edition

POLICY = "smallest_public_count"
CAUTIOUS = 5  # where neither the rules nor the office say what is small
LIST = "list"


@dataclass(frozen=True)
class PublicFigures:
    """`through_on` is the last day that counts. `smallest` is the least count that is shown."""

    programme: str
    title: str
    through_on: date
    smallest: int
    set_by_office: bool
    clause: str
    kinds_left_out: bool
    tables: tuple[FigureTable, ...]
    declared: bool = False  # some of them are declared by the programme
    unfilled: tuple[Unfilled, ...] = ()

    @property
    def hidden(self) -> bool:
        return self.kinds_left_out or any(table.hidden for table in self.tables)


def public_figures(programme: str, *, at: datetime) -> PublicFigures:
    """As of the end of last month, in Taipei. Seven queries, and two more where the programme declares figures.
    Raises ProgrammeUnknown."""
    rules = edition(programme, taipei_day(at), spoken=True)
    begins = taipei_day(at).replace(day=1)
    until = datetime(begins.year, begins.month, 1, tzinfo=TAIPEI)
    counted = figures(at=at, programme=programme, until=until)
    smallest, clause = smallest_count(rules)
    enough = {kind: label for kind, label in counted.kinds.items() if counted.of_kind(kind) >= smallest}
    shown = _hidden_together(counted, enough, smallest, _listed(rules))
    kinds = {kind: label for kind, label in enough.items() if kind in shown[1]}
    own = counted_figures([rules], until=until, public=True)
    declared, unfilled = public_declared(own, smallest, _left_out(shown[0]["by_state"], kinds))
    return PublicFigures(
        programme=programme,
        title=rules.programme.title,
        through_on=begins - timedelta(days=1),
        smallest=smallest,
        set_by_office=bool(clause),
        clause=clause,
        kinds_left_out=len(kinds) < len(counted.kinds),
        tables=(*(each for each in _tables(counted, kinds, shown[0], smallest) if each.rows), *declared),
        declared=bool(declared),
        unfilled=unfilled,
    )


def smallest_count(rules: Edition) -> tuple[int, str]:
    """The least count that is shown, and the clause of the parameter that says so ("" where none does).

    From the policy `smallest_public_count`, which is a number or names a parameter; else from a parameter of that name;
    else a cautious one.
    """
    written = rules.programme.policies.get(POLICY, POLICY)
    if isinstance(written, int):
        return max(1, written), ""
    value = rules.values.get(str(written))
    if isinstance(value, int):
        return max(1, value), " ".join(rules.parameters[str(written)].clauses)
    return CAUTIOUS, ""


def _listed(rules: Edition) -> frozenset[tuple[str, Kind]]:
    """(outcome, kind) of decisions that stand in the public catalogue one by one."""
    found = set()
    for kind in rules.cases.values():
        for step in kind.steps:
            if LIST in step.effects:
                outcome = kind.stage(step.to).outcome or step.decision
                found.add((outcome, (rules.programme_id, kind.name)))
    return frozenset(found)


def _hidden_together(
    counted: Figures, kinds: Mapping[Kind, str], smallest: int, listed: frozenset[tuple[str, Kind]]
) -> tuple[Mapping[str, Shown], frozenset[Kind]]:
    """Each table with what may be shown of it, and the kinds that may stand in all of them.

    The tables share nothing but the sums of their columns, which all of them publish; so nothing follows from two of
    them that does not follow from one.
    """
    left = dict(kinds)
    while True:
        try:
            crossed = {
                "by_quarter": hide_small(_of(_quarters(counted), left), smallest),
                "by_state": hide_small(_of(_states(counted), left), smallest, known=listed),
                "by_rounds": hide_small(_of(_rounds(counted), left), smallest),
            }
        except CannotBeHidden as hopeless:
            del left[hopeless.column]  # type: ignore[arg-type]
            continue
        return crossed, frozenset(left)


def _left_out(shown: Shown, kinds: Mapping[Kind, str]) -> dict[str, list[str]]:
    """By kind, the states whose counts are left out."""
    return {
        kind[1]: [str(state) for (state, of), count in shown.cells.items() if of == kind and count is None]
        for kind in kinds
    }


def _of(cells: Mapping[tuple[Hashable, Kind], int], kinds: Mapping[Kind, str]) -> dict[tuple[Hashable, Hashable], int]:
    """The whole rectangle for these kinds: a row without a case is a row of noughts."""
    rows = sorted({row for row, _ in cells}, key=str)
    return {(row, kind): cells.get((row, kind), 0) for row in rows for kind in kinds}


def _quarters(counted: Figures) -> Counter[tuple[Hashable, Kind]]:
    cells: Counter[tuple[Hashable, Kind]] = Counter()
    for kind in counted.kinds:
        for month in counted.months:
            cells[quarter_of(month), kind] += counted.by_month.get((month, kind), 0)
    return cells


def _states(counted: Figures) -> Mapping[tuple[Hashable, Kind], int]:
    states = (OPEN, "approved", "refused", "dismissed", "lapsed", *counted.states)
    return {(state, kind): counted.by_state.get((state, kind), 0) for state in states for kind in counted.kinds}


def _rounds(counted: Figures) -> Mapping[tuple[Hashable, Kind], int]:
    return {(n, kind): counted.by_rounds.get((n, kind), 0) for n in range(MOST_ROUNDS + 1) for kind in counted.kinds}


def quarter_of(month: str) -> str:
    """2026-03 is of 2026-Q1."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _quarter_label(quarter: Hashable) -> str:
    year, _, number = str(quarter).partition("-Q")
    return say("casework.figures_quarter", year=year_for_reader(int(year)), quarter=int(number))


def _tables(
    counted: Figures, kinds: Mapping[Kind, str], shown: Mapping[str, Shown], smallest: int
) -> tuple[FigureTable, ...]:
    states = {**dict.fromkeys(("approved", "refused", "dismissed", "lapsed"), ""), **counted.states}
    said: dict[Hashable, str] = {state: label or outcome_label(state) for state, label in states.items()}
    labels: dict[str, Mapping[Hashable, str]] = {
        "by_quarter": {row: _quarter_label(row) for row in shown["by_quarter"].row_sums},
        "by_state": said | {OPEN: say("casework.figures_open")},
        "by_rounds": {n: rounds_label(n) for n in range(MOST_ROUNDS + 1)},
    }
    crossed = tuple(_crossed(name, labels[name], kinds, table) for name, table in shown.items())
    return (*crossed, _days(counted, kinds, smallest), _clauses(counted, smallest))


def _crossed(name: str, labels: Mapping[Hashable, str], kinds: Mapping[Kind, str], shown: Shown) -> FigureTable:
    several = len(kinds) > 1
    rows = []
    for row, total in shown.row_sums.items():
        cells = tuple(shown.cells[row, kind] for kind in kinds)
        if total != 0:
            rows.append((labels[row], (*cells, total) if several else cells))
    sums = tuple(shown.column_sums[kind] for kind in kinds)
    return FigureTable(
        name=name,
        title=say(f"casework.figures_title_{name}"),
        row_head=say(f"casework.figures_row_{name}"),
        heads=(*kinds.values(), say("casework.figures_sum")) if several else tuple(kinds.values()),
        rows=tuple(rows) if kinds else (),
        by="months" if name == "by_quarter" else "stacked",
        parts=len(kinds),
        unit=say("casework.figures_unit_cases"),
        sums=(*sums, sum(sums)) if several else sums,
    )


def _days(counted: Figures, kinds: Mapping[Kind, str], smallest: int) -> FigureTable:
    """Without how many were decided: with what was submitted that would tell how many are open."""
    enough = {kind: each for kind, each in counted.days_by_kind.items() if kind in kinds and each.count >= smallest}
    return FigureTable(
        name="days_by_kind",
        title=say("casework.figures_title_days_by_kind"),
        row_head=say("casework.figures_row_days_by_kind"),
        heads=tuple(say(f"casework.figures_{each}") for each in ("lower", "median", "upper")),
        rows=tuple((kinds[kind], (each.lower, each.median, each.upper)) for kind, each in enough.items()),
        by="spread",
        parts=3,
        unit=say("casework.figures_unit_days"),
    )


def _clauses(counted: Figures, smallest: int) -> FigureTable:
    """Clauses that enough cases did not fit at once, and enough others did: those who did not say as much."""
    enough = [each for each in counted.clauses if smallest <= each.count <= counted.total - smallest]
    return FigureTable(
        name="clauses",
        title=say("casework.figures_title_clauses"),
        row_head=say("casework.figures_row_clauses"),
        heads=(say("casework.figures_cases"),),
        rows=tuple(
            (each.name if each.label == each.name else f"{each.name} {each.label}", (each.count,)) for each in enough
        ),
        by="bars",
        parts=1,
        unit=say("casework.figures_unit_cases"),
    )
