"""Declared figures as tables, in the words of their programme; of those that cannot be one yet, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xuzhi.casework.queries.declared_figures import ALL, STANDING, UNKNOWN, Declared, Tally
from xuzhi.casework.queries.figure_tables import Cell, FigureTable
from xuzhi.casework.queries.figures import OPEN
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.roc import year_for_reader
from xuzhi.kernel.texts import say
from xuzhi.rulebook.figure import OUTCOME, Group, asked_as
from xuzhi.rulebook.form import Question
from xuzhi.rulebook.model import CaseKind

MONEY = "TWD"


@dataclass(frozen=True)
class Unfilled:
    """A figure without a number yet, and what it waits for."""

    title: str
    says: str


@dataclass(frozen=True)
class Lines:
    """What stands in a table: a label and a tally a column for each row, and the columns' labels by part."""

    parts: Mapping[str, str]
    rows: Sequence[tuple[str, Mapping[str, Tally]]]
    share: str = ""
    footnote: str = ""


def declared_tables(figures: Sequence[Declared]) -> tuple[tuple[FigureTable, ...], tuple[Unfilled, ...]]:
    """The tables, and what has no number yet, both in the order of the files."""
    several = len({each.rules.programme_id for each in figures}) > 1
    tables, unfilled = [], []
    for each in figures:
        title = title_of(each, several=several)
        if any(tally.firms for tally in each.cells.values()):
            tables.append(table_of(each, title, lines_of(each)))
        else:
            unfilled.append(Unfilled(title, waits_for(each)))
    return tuple(tables), tuple(unfilled)


def title_of(figure: Declared, *, several: bool) -> str:
    """The title, with its programme before it where there are several."""
    if not several:
        return figure.rule.title
    programme = figure.rules.programme.short_title or figure.rules.title
    return say("casework.figures_kind", programme=programme, kind=figure.rule.title)


def waits_for(figure: Declared) -> str:
    """Why there is no number: no such case, or cases in which nobody has answered yet."""
    kind = kind_of(figure)
    stages = [kind.stage(name).label for name in figure.rule.reached]
    asked = [question_of(figure, name) for name in figure.rule.sums]
    if figure.cases:
        questions = _joined(each.label for each in asked if each is not None)
        return say("casework.figures_unanswered", kind=kind.title, questions=questions)
    if stages:
        return say("casework.figures_none_there", kind=kind.title, stages=_joined(stages))
    ended = figure.rule.split not in ("", OUTCOME)
    return say("casework.figures_none_ended" if ended else "casework.figures_no_case", kind=kind.title)


def _joined(labels: Iterable[str]) -> str:
    return say("casework.figures_comma").join(labels)


def lines_of(figure: Declared) -> Lines:
    """Everything that was counted."""
    parts = parts_of(figure)
    labels = {group: group_label(figure, group) for group in in_order(figure)}
    rows = [(label, {part: figure.cells.get((group, part), Tally()) for part in parts})
            for group, label in labels.items()]  # fmt: skip
    missing = say("casework.figures_without_number", n=figure.unanswered) if figure.unanswered else ""
    share = kind_of(figure).stage(figure.rule.share).outcome if figure.rule.share else ""
    return Lines(parts, rows, share, missing)


def table_of(figure: Declared, title: str, lines: Lines) -> FigureTable:
    """The table of some lines; with its sums where there are several rows."""
    counts, several = not figure.rule.sums, len(lines.parts) > 1
    with_sum = counts and several
    heads = list(lines.parts.values())
    if with_sum:
        heads.append(say("casework.figures_sum"))
    if lines.share in lines.parts:
        heads.append(say("casework.figures_share", part=lines.parts[lines.share]))
    whole = {part: sum_of(row[part] for _, row in lines.rows) for part in lines.parts}
    cells = [(label, _cells(row, lines, with_sum=with_sum)) for label, row in lines.rows]
    return FigureTable(
        name=f"{figure.rules.programme_id}-{figure.rule.name}",
        title=title,
        row_head=row_head(figure),
        heads=tuple(heads),
        rows=tuple(cells),
        by="stacked" if several else "bars",
        parts=len(lines.parts),
        unit=unit_label(figure),
        sums=_cells(whole, lines, with_sum=with_sum) if len(cells) > 1 else (),
        footnote=lines.footnote,
    )


def _cells(row: Mapping[str, Tally], lines: Lines, *, with_sum: bool) -> tuple[Cell, ...]:
    numbers: list[Cell] = [plain(row[part].number) for part in lines.parts]
    if with_sum:
        numbers.append(plain(sum((row[part].number for part in lines.parts), Decimal(0))))
    if lines.share in lines.parts:
        ended = sum((row[part].number for part in lines.parts if part not in (OPEN, STANDING)), Decimal(0))
        share = 100 * row[lines.share].number / ended if ended else None
        numbers.append(share.quantize(Decimal("0.1")) if share is not None else None)
    return tuple(numbers)


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """All of them together; a value that several hold counts once."""
    whole = Tally()
    for each in tallies:
        whole.add(each)
    return whole


def plain(number: Decimal) -> int | Decimal:
    """A whole number as one."""
    return int(number) if number == number.to_integral_value() else number.normalize()


def parts_of(figure: Declared) -> dict[str, str]:
    """The columns that hold something, with their labels, in the order of the file."""
    rule, kind = figure.rule, kind_of(figure)
    if rule.sums:
        asked = {name: question_of(figure, name) for name in rule.sums}
        return {name: each.label if each is not None else name for name, each in asked.items()}
    if not rule.split:
        return {ALL: say("casework.figures_cases")}
    known = {OPEN: say("casework.figures_open"), STANDING: say("casework.turn_in_force")}
    if rule.split == OUTCOME:
        for stage in kind.stages:
            if stage.ends:
                known.setdefault(stage.outcome, stage.label)
    else:
        known = {each.value: say(f"casework.figures_found_{each.value}") for each in Outcome}
    there = figure.parts
    return {part: label for part, label in known.items() if part in there} | {p: p for p in there if p not in known}


def in_order(figure: Declared) -> list[str]:
    """Rounds and years as they follow one another, other groups by what comes together in them; UNKNOWN last."""
    groups = figure.groups
    if figure.rule.by == Group.YEAR:
        return sorted(groups)
    if figure.rule.by == Group.ROUND:
        order = [each.name for each in figure.rules.rounds]
        return sorted(groups, key=lambda group: (group == UNKNOWN, order.index(group) if group in order else -1))
    most = {group: sum((each.number for (g, _), each in figure.cells.items() if g == group), Decimal(0))
            for group in groups}  # fmt: skip
    return sorted(groups, key=lambda group: (group == UNKNOWN, -most[group], group))


def group_label(figure: Declared, group: str) -> str:
    rule = figure.rule
    if group == UNKNOWN:
        return say("casework.figures_unknown")
    if rule.by == Group.YEAR:
        return say("casework.figures_year", year=year_for_reader(int(group)))
    if rule.by == Group.ROUND:
        return next((each.title for each in figure.rules.rounds if each.name == group), group)
    question = None if rule.groups_itself else question_of(figure, rule.by)
    return show_answer(question, figure.values[group]) if question is not None else group


def row_head(figure: Declared) -> str:
    question = None if figure.rule.groups_itself else question_of(figure, figure.rule.by)
    return question.label if question is not None else say(f"casework.figures_row_{figure.rule.by}")


def unit_label(figure: Declared) -> str:
    """What the numbers are of: cases, dollars, or what the figure or the question says."""
    rule = figure.rule
    if not rule.sums:
        return say("casework.figures_unit_cases")
    question = question_of(figure, rule.sums[0])
    if question is not None and question.type == "money":
        return say("casework.figures_unit_twd")
    return rule.unit or (question.unit if question is not None else "")


def question_of(figure: Declared, name: str) -> Question | None:
    asked = asked_as(figure.rules.cases, figure.rule.counts, name)
    return asked.question if asked is not None else None


def kind_of(figure: Declared) -> CaseKind:
    return figure.rules.case(figure.rule.counts)
