"""figures.toml: what a programme has counted, and whether it can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xuzhi.rulebook.figure import GROUPING, OUTCOME, SUMMED, FigureRule, Group, asked_as
from xuzhi.rulebook.form import Question
from xuzhi.rulebook.model import CaseKind
from xuzhi.rulebook.problems import Problems, did_you_mean
from xuzhi.rulebook.reading import Source, Table
from xuzhi.rulebook.reading_entries import Reading, read_entry, read_name, without_doubles


def read_figures(source: Source, reading: Reading) -> tuple[FigureRule, ...]:
    """Every [[figure]] of the file, in its order."""
    top = Table(source, (), source.data, reading.problems)
    figures = []
    for table in top.tables("figure"):
        read: dict[str, Any] = {
            **{key: table.text(key, required=True) for key in ("title", "counts", "by")},
            **{key: table.names(key) for key in ("reached", "sums")},
            **{key: table.text(key) for key in ("split", "share", "unit")},
            **read_entry(table, reading),
        }
        figure = FigureRule(name=read_name(table), public=table.flag("public"), **read)
        table.done()
        if not figure.clauses:
            table.error(f'figure "{figure.name}" cites no clause')
        if figure.name:
            figures.append(figure)
    top.done()
    return without_doubles(figures, "figure", reading.problems)


def check_figures(
    figures: Sequence[FigureRule], cases: Sequence[CaseKind], unread: Sequence[str], problems: Problems
) -> None:
    """Kinds, stages, questions and checks that a figure names must be there, and fit each other. What names a kind
    whose file could not be read is not held against the figure."""
    kinds = {case.name: case for case in cases}
    for figure in figures:
        if figure.counts in kinds and not unread:
            _check(figure, kinds, kinds[figure.counts], problems)
        elif figure.counts not in kinds and figure.counts not in unread:
            told = did_you_mean(figure.counts, kinds)
            problems.error(
                figure.place, f'figure "{figure.name}" counts "{figure.counts}", which is no case kind{told}'
            )


def _check(figure: FigureRule, kinds: Mapping[str, CaseKind], kind: CaseKind, problems: Problems) -> None:
    def wrong(says: str) -> None:
        problems.error(figure.place, f'figure "{figure.name}": {says}')

    stages = [stage.name for stage in kind.stages]
    for name in figure.reached:
        if name not in stages:
            wrong(f'reached "{name}" is not a stage of "{kind.name}"{did_you_mean(name, stages)}')
    if not figure.groups_itself:
        _check_asked(figure.by, "by", GROUPING, figure, kinds, wrong)
    summed = [_check_asked(name, "sums", SUMMED, figure, kinds, wrong) for name in figure.sums]
    if len({unit_of(figure, each) for each in summed if each is not None}) > 1:
        wrong("its sums are of different units; make a figure of each")
    _check_split(figure, kind, wrong)
    if figure.public and figure.by == Group.ROUND:
        wrong("by round it cannot be public: with the counts by quarter, small ones would follow from it")
    if figure.public and figure.reached and not figure.sums:
        wrong("a public count takes all submitted cases: reached is for sums, or for the office")


def _check_split(figure: FigureRule, kind: CaseKind, wrong: Callable[[str], None]) -> None:
    ends = [stage.name for stage in kind.stages if stage.ends]
    checks = [check.name for check in kind.checks]
    if figure.split and figure.sums:
        wrong("it has sums and a split; it can have one of them")
    if figure.split not in ("", OUTCOME, *checks):
        wrong(f'split "{figure.split}" is neither "{OUTCOME}" nor a check of "{kind.name}"'
              f"{did_you_mean(figure.split, checks)}")  # fmt: skip
    if figure.share and figure.split != OUTCOME:
        wrong(f'share needs split = "{OUTCOME}"')
    elif figure.share and figure.share not in ends:
        wrong(f'share "{figure.share}" is not a stage in which "{kind.name}" ends{did_you_mean(figure.share, ends)}')


def _check_asked(
    name: str,
    word: str,
    types: Sequence[str],
    figure: FigureRule,
    kinds: Mapping[str, CaseKind],
    wrong: Callable[[str], None],
) -> Question | None:
    asked = asked_as(kinds, figure.counts, name)
    if asked is None:
        known = [question.name for question in kinds[figure.counts].known_questions]
        wrong(f'{word} "{name}" is not a question{did_you_mean(name, known)}')
        return None
    if asked.question.type not in types:
        wrong(f'{word} "{name}" is of type {asked.question.type}; it takes {", ".join(types)}')
    if asked.question.type == "number" and word == "sums" and not unit_of(figure, asked.question):
        wrong(f'the numbers of "{name}" have no unit: give the figure one')
    return asked.question


def unit_of(figure: FigureRule, question: Question) -> str:
    """What the sums of the question are counted in; money is "TWD", records without a unit ""."""
    return "TWD" if question.type == "money" else figure.unit or question.unit
