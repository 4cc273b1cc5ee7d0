"""The figures that programmes declare in figures.toml, counted: cases are read once for all of them.

Three statements whatever there is: the rules, the cases, and the answers and findings that the figures need.
Only submitted cases count. As of `until`, what was decided, ended or reached later was not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.queries.figures import OPEN
from xuzhi.kernel.roc import TAIPEI, taipei_day
from xuzhi.rulebook import Edition
from xuzhi.rulebook.figure import OUTCOME, Asked, FigureRule, Group, asked_as

STANDING = "standing"
ALL = ""
UNKNOWN = ""

type Answers = Mapping[tuple[str, str], Mapping[str, Any]]
"""By case and question or check, by source: typed, given (by another room), register, finding."""

_CASES = """
    select c.id::text, c.programme, c.kind, c.about, c.firm_ubn, c.county, c.round, c.turn, c.outcome,
           c.submitted_at, c.decided_at, c.ended_at,
           array(select to_stage from casework_step s
                  where s.case_id = c.id and (%(until)s::timestamptz is null or s.taken_at < %(until)s))
      from casework_case c
     where c.programme = any(%(programmes)s)
"""
# Of records only how many there are, or the values of the field by which they are told apart.
_ANSWERS = """
    with told as (
        select case_id, question as name, 'typed' as source, value from casework_answer where value is not null
         union all
        select case_id, name, 'given', value from casework_givenfact
         union all
        select l.case_id, f.key, 'register', f.value
          from casework_lookup l join casework_case c on c.id = l.case_id and c.firm_ubn = l.subject,
               jsonb_each(l.facts) f
         union all
        select case_id, check_name, 'finding', to_jsonb(stands) from casework_finding)
    select case_id::text, name, source,
           case when jsonb_typeof(value) <> 'array' then value
                when %(unique)s::jsonb ->> name is not null
                then jsonb_path_query_array(value, ('$[*]."' || (%(unique)s::jsonb ->> name) || '"')::jsonpath)
                when name = any(%(records)s) then to_jsonb(jsonb_array_length(value))
                else value end::text
      from told join casework_case c on c.id = case_id
     where c.programme = any(%(programmes)s) and name = any(%(names)s) and jsonb_typeof(value) <> 'null'
"""


@dataclass
class Tally:
    """What comes together in one place of a table: how many or how much, and of which firms."""

    amount: Decimal = Decimal(0)
    values: set[str] = field(default_factory=set)
    firms: set[str] = field(default_factory=set)
    states: dict[str, int] = field(default_factory=dict)

    @property
    def number(self) -> Decimal:
        """Values that are the same count once."""
        return Decimal(len(self.values)) if self.values else self.amount

    def add(self, other: Tally) -> None:
        self.amount += other.amount
        self.values |= other.values
        self.firms |= other.firms
        for state, count in other.states.items():
            self.states[state] = self.states.get(state, 0) + count


@dataclass(frozen=True)
class CountedCase:
    """A case as far as figures look at it."""

    id: str
    programme: str
    kind: str
    about: str
    firm: str
    county: str
    round: str
    turn: str
    outcome: str
    submitted_at: datetime | None
    decided_at: datetime | None
    ended_at: datetime | None
    stages: list[str]

    def state(self, until: datetime | None) -> str:
        """Open, or what was decided; as the tables of all kinds have it."""
        return self.outcome if _before(self.decided_at, until) else OPEN

    def part(self, until: datetime | None) -> str:
        """How it ended, or that it is under way, or stands."""
        if _before(self.ended_at, until):
            return self.outcome
        return STANDING if self.turn == "none" and self.ended_at is None else OPEN


@dataclass
class Declared:
    """A figure as it was counted: tallies by group and part. Parts are sums, outcomes, findings, or ALL.

    `cases` counts those that belong to it; `unanswered` those of them in which none of its sums is answered.
    """

    rules: Edition
    rule: FigureRule
    cells: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    values: dict[str, Any] = field(default_factory=dict)  # the answer behind each group
    cases: int = 0
    unanswered: int = 0

    @property
    def groups(self) -> list[str]:
        return list(dict.fromkeys(group for group, _ in self.cells))

    @property
    def parts(self) -> list[str]:
        return list(dict.fromkeys(part for _, part in self.cells))


def declared_figures(
    programmes: Sequence[str], *, at: datetime, since: datetime | None = None, until: datetime | None = None
) -> list[Declared]:
    """Every figure of the programmes, in their order, over the cases first submitted from `since` on and before
    `until`. Raises ProgrammeUnknown."""
    overlays, today = Overlays(), taipei_day(at)
    editions = [overlays.edition(each, today, spoken=True) for each in programmes]
    return counted_figures(editions, since=since, until=until)


def counted_figures(
    editions: Sequence[Edition], *, since: datetime | None = None, until: datetime | None = None, public: bool = False
) -> list[Declared]:
    """Those of the editions (only the public ones, where asked). Two queries where there is one, else none."""
    found = [
        Declared(rules, rule)
        for rules in editions
        for rule in rules.programme.figures
        if rule.in_force(rules.on) and (rule.public or not public)
    ]
    if not found:
        return []
    counting = _Counting(found, sorted({each.rules.programme_id for each in found}), until)
    for case in counting.cases.values():
        if case.submitted_at is None or not _within(case.submitted_at, since, until):
            continue
        for figure in counting.by_kind.get((case.programme, case.kind), ()):
            counting.count(figure, case)
    return found


class _Counting:
    """What was read, once, and one case after the other put where it belongs."""

    def __init__(self, figures: Sequence[Declared], programmes: list[str], until: datetime | None) -> None:
        self.until = until
        self.by_kind: dict[tuple[str, str], list[Declared]] = defaultdict(list)
        self.asked: dict[tuple[str, str, str], Asked] = {}
        for each in figures:
            self.by_kind[each.rules.programme_id, each.rule.counts].append(each)
            for name in each.rule.questions:
                asked = asked_as(each.rules.cases, each.rule.counts, name)
                if asked is not None:
                    self.asked[each.rules.programme_id, each.rule.counts, name] = asked
        self.cases, self.answers = self._ask(figures, programmes)

    def _ask(self, figures: Sequence[Declared], programmes: list[str]) -> tuple[dict[str, CountedCase], Answers]:
        records = [each.question for each in self.asked.values() if each.question.type == "records"]
        checks = [each.rule.split for each in figures if each.rule.split not in ("", OUTCOME)]
        values = {
            "programmes": programmes,
            "until": self.until,
            "names": [*(each.question.name for each in self.asked.values()), *checks],
            "records": [each.name for each in records],
            "unique": json.dumps({each.name: each.unique for each in records if each.unique}),
        }
        answers: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
        with connection.cursor() as cursor:
            cursor.execute(_CASES, values)
            cases = {row[0]: CountedCase(*row) for row in cursor.fetchall()}
            cursor.execute(_ANSWERS, values)
            for case_id, name, source, value in cursor.fetchall():
                answers[case_id, name][source] = json.loads(value)
        return cases, answers

    def count(self, figure: Declared, case: CountedCase) -> None:
        rule = figure.rule
        if rule.reached and not set(case.stages) & set(rule.reached):
            return
        part = self.part(rule, case)
        if part is None:
            return
        figure.cases += 1
        group = self.group(figure, case)
        if not rule.sums:
            figure.cells[group, part].add(self.tally(case, Decimal(1)))
            return
        summed = {name: self.answer(case, rule.counts, name) for name in rule.sums}
        if all(value is None for value in summed.values()):
            figure.unanswered += 1
            return
        for name, value in summed.items():
            figure.cells[group, name].add(self.tally(case, value))

    def part(self, rule: FigureRule, case: CountedCase) -> str | None:
        """In which column it counts; a check counts only where the case has ended."""
        if rule.split == OUTCOME:
            return case.part(self.until)
        if not rule.split:
            return ALL
        if not _before(case.ended_at, self.until):
            return None
        found: str | None = self.answers.get((case.id, rule.split), {}).get("finding")
        return found

    def group(self, figure: Declared, case: CountedCase) -> str:
        """In which row it counts, UNKNOWN where that was not answered."""
        value: Any
        if figure.rule.by == Group.COUNTY:
            value = case.county
        elif figure.rule.by == Group.ROUND:
            value = case.round
        elif figure.rule.by == Group.YEAR:
            value = case.submitted_at.astimezone(TAIPEI).year if case.submitted_at else None
        else:
            value = self.answer(case, figure.rule.counts, figure.rule.by)
        group = UNKNOWN if value in (None, "") else str(value)
        figure.values[group] = value
        return group

    def answer(self, case: CountedCase, counts: str, name: str) -> Any:
        """The answer that is in force, in the case or in the one so many further up where it is asked."""
        asked = self.asked.get((case.programme, counts, name))
        if asked is None:
            return None
        at: CountedCase | None = case
        for _ in range(asked.up):
            at = self.cases.get(at.about) if at is not None else None
        told = self.answers.get((at.id, asked.question.name), {}) if at is not None else {}
        if asked.question.filled_by:
            return told.get("given")
        if not asked.question.register:
            return told.get("typed")
        register, typed = told.get("register"), told.get("typed")
        return typed if register is None or (asked.question.disputable and typed is not None) else register

    def tally(self, case: CountedCase, value: Any) -> Tally:
        """A case's part: an amount, or the values of records that count once each."""
        states = {case.state(self.until): 1}
        if isinstance(value, list):
            return Tally(values={str(each) for each in value}, firms={case.firm}, states=states)
        amount = Decimal(str(value)) if value is not None else Decimal(0)
        return Tally(amount=amount, firms={case.firm} if value is not None else set(), states=states)


def _before(instant: datetime | None, until: datetime | None) -> bool:
    return instant is not None and (until is None or instant < until)


def _within(instant: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or instant >= since) and (until is None or instant < until)
