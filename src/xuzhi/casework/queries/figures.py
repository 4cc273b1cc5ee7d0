"""What the office and the organiser count: applications, decisions, time, corrections, clauses, clocks.

Five statements whatever there is, and one for the words. Days are calendar days from the first submission to the first
decision, to a tenth; quartiles are interpolated between the two nearest cases, as PostgreSQL's percentile_cont does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from xuzhi.casework.queries.rows import Rows, outcome_label, stage_label
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import say

MOST_ROUNDS = 3  # so many rounds of correction, or more
MOST_CLAUSES = 20
OPEN = "open"
IN_FORCE = "in_force"  # runs without anybody having decided it, such as an order that was accepted

type Kind = tuple[str, str]  # programme, kind

# A submitted case, with the month of its first submission in Taipei and the rounds of correction it went through.
_CASES = """
    with cases as (
        select c.*, to_char(c.submitted_at at time zone 'Asia/Taipei', 'YYYY-MM') as month,
               coalesce(d.rounds, 0) as rounds
          from casework_case c
          left join (select case_id, count(distinct nth) as rounds from casework_defect group by case_id) d
            on d.case_id = c.id
         where c.submitted_at is not null
           and (%(programme)s = '' or c.programme = %(programme)s)
           and (%(since)s::timestamptz is null or c.submitted_at >= %(since)s)
           and (%(until)s::timestamptz is null or c.submitted_at < %(until)s))
"""
_COUNTS = """
    select programme, kind, month,
           case when decided_at is null and turn = 'none' and ended_at is null then 'in_force'
                when decided_at is null or decided_at >= coalesce(%(until)s::timestamptz, 'infinity') then 'open'
                else outcome end as state,
           least(rounds, %(most_rounds)s) as rounds, count(*)
      from cases group by 1, 2, 3, 4, 5
"""
_DAYS = """
    select programme, kind, decided,
           count(*),
           percentile_cont(array[0.25, 0.5, 0.75]) within group (order by days)
      from (select programme, kind, to_char(decided_at at time zone 'Asia/Taipei', 'YYYY-MM') as decided,
                   extract(epoch from decided_at - submitted_at)::float / 86400 as days
              from cases
             where decided_at is not null and decided_at < coalesce(%(until)s::timestamptz, 'infinity')) t
     group by grouping sets ((programme, kind), (decided), ())
"""
# What is in force, such as a listing, waits for nobody and is not under way.
_STAGES = """
    select programme, kind, stage, count(*) from cases where ended_at is null and turn <> 'none' group by 1, 2, 3
"""
_CLAUSES = """
    select programme, clause, count(distinct id)
      from (select c.id, c.programme, regexp_split_to_table(f.finding ->> 'clause', '[ ,、]+') as clause
              from cases c join casework_finding f on f.case_id = c.id and f.stands = 'not_met'
             union all
            select c.id, c.programme, regexp_split_to_table(d.clause, '[ ,、]+')
              from cases c join casework_defect d on d.case_id = c.id) t
     where clause <> ''
     group by 1, 2
     order by 3 desc, 1, 2
     limit %(most_clauses)s
"""
_CLOCKS = """
    select c.programme, c.kind, k.clock, count(*), count(distinct c.id)
      from cases c join casework_clock k on k.case_id = c.id and k.state = 'expired'
     group by 1, 2, 3
"""


@dataclass(frozen=True)
class Spread:
    """How long decisions took: how many there were, and the days of the quarter, the half and three quarters."""

    count: int
    lower: Decimal
    median: Decimal
    upper: Decimal


@dataclass(frozen=True)
class Counted:
    """One line of a list: what is counted, of which kind (where it is of one), and how many."""

    kind: str
    name: str
    label: str
    count: int


@dataclass(frozen=True)
class Figures:
    """Counts of submitted cases. Kinds are (programme, kind); months are "2026-03".

    States are "open", "in_force" and outcomes."""

    total: int
    kinds: Mapping[Kind, str]
    states: Mapping[str, str]
    months: tuple[str, ...]
    by_month: Mapping[tuple[str, Kind], int]
    by_state: Mapping[tuple[str, Kind], int]
    by_rounds: Mapping[tuple[int, Kind], int]
    days: Spread | None
    days_by_kind: Mapping[Kind, Spread]
    days_by_month: Mapping[str, Spread]
    clauses: tuple[Counted, ...]
    stages: tuple[Counted, ...]
    clocks: tuple[Counted, ...] = field(default=())

    def of_kind(self, kind: Kind) -> int:
        """How many cases of the kind were submitted."""
        return sum(count for (_, each), count in self.by_month.items() if each == kind)

    def of_state(self, state: str) -> int:
        return sum(count for (each, _), count in self.by_state.items() if each == state)


def figures(
    *, at: datetime, programme: str = "", since: datetime | None = None, until: datetime | None = None
) -> Figures:
    """Over the cases first submitted from `since` on and before `until`; what was decided after `until` is open."""
    rows = Rows(at)
    counts, days, stages, clauses, clocks = _ask(programme, since, until)
    by_month: Counter[tuple[str, Kind]] = Counter()
    by_state: Counter[tuple[str, Kind]] = Counter()
    by_rounds: Counter[tuple[int, Kind]] = Counter()
    for of, kind, month, state, rounds, count in counts:
        by_month[month, (of, kind)] += count
        by_state[state, (of, kind)] += count
        by_rounds[rounds, (of, kind)] += count
    counted = sorted({key for _, key in by_month})
    alone = len({of for of, _ in counted}) == 1
    kinds = {(of, kind): _kind_label(rows, of, kind, alone=alone) for of, kind in counted}
    states = sorted({state for state, _ in by_state}, key=lambda state: (state != OPEN, state != IN_FORCE, state))
    return Figures(
        total=sum(by_month.values()),
        kinds=kinds,
        states={
            state: state_label(rows, state, [kind for each, kind in by_state if each == state]) for state in states
        },
        months=_months(by_month),
        by_month=by_month,
        by_state=by_state,
        by_rounds=by_rounds,
        days=next((_spread(*each) for of, _, month, *each in days if of is None and month is None), None),
        days_by_kind={(of, kind): _spread(*each) for of, kind, _, *each in days if of is not None},
        days_by_month={month: _spread(*each) for _, _, month, *each in sorted(days, key=str) if month is not None},
        clauses=tuple(Counted(of, clause, _clause_label(rows, of, clause), count) for of, clause, count in clauses),
        stages=tuple(_stage(rows, *each) for each in stages),
        clocks=tuple(_clock(rows, of, kind, clock, count) for of, kind, clock, count, _ in clocks),
    )


def _ask(programme: str, since: datetime | None, until: datetime | None) -> list[list[tuple[Any, ...]]]:
    values = {
        "programme": programme,
        "since": since,
        "until": until,
        "most_rounds": MOST_ROUNDS,
        "most_clauses": MOST_CLAUSES,
    }
    answers = []
    with connection.cursor() as cursor:
        for statement in (_COUNTS, _DAYS, _STAGES, _CLAUSES, _CLOCKS):
            cursor.execute(_CASES + statement, values)
            answers.append(cursor.fetchall())
    return answers


def _spread(count: int, quarters: list[float] | None) -> Spread:
    lower, median, upper = (Decimal(each).quantize(Decimal("0.1")) for each in quarters or (0.0, 0.0, 0.0))
    return Spread(count, lower, median, upper)


def _months(by_month: Mapping[tuple[str, Kind], int]) -> tuple[str, ...]:
    """Every month from the first to the last, those without a case among them."""
    known = sorted({month for month, _ in by_month})
    if not known:
        return ()
    months, last = [known[0]], known[-1]
    while months[-1] < last:
        year, month = int(months[-1][:4]), int(months[-1][5:])
        months.append(f"{year + month // 12:04d}-{month % 12 + 1:02d}")
    return tuple(months)


def _kind_label(rows: Rows, programme: str, kind: str, *, alone: bool) -> str:
    """The kind, with its programme before it where there are several."""
    title, rules = rows.words(programme, kind)
    label = rules.title if rules else kind
    return label if alone else say("casework.figures_kind", programme=title, kind=label)


def state_label(rows: Rows, state: str, kinds: Iterable[Kind]) -> str:
    """Open, or the outcome; where we have no word for it, as one of the kinds calls it."""
    if state == OPEN:
        return say("casework.figures_open")
    if state == IN_FORCE:
        return say("casework.turn_in_force")
    said = (outcome_label(state, rows.words(*kind)[1]) for kind in sorted(kinds))
    return next((label for label in said if label != state), outcome_label(state))


def _stage(rows: Rows, programme: str, kind: str, stage: str, count: int) -> Counted:
    rules = rows.words(programme, kind)[1]
    return Counted(rules.title if rules else kind, stage, stage_label(rules, stage), count)


def _clock(rows: Rows, programme: str, kind: str, clock: str, count: int) -> Counted:
    rules = rows.words(programme, kind)[1]
    label = next((each.label for each in rules.clocks if each.name == clock), clock) if rules else clock
    return Counted(rules.title if rules else kind, clock, label, count)


def _clause_label(rows: Rows, programme: str, clause: str) -> str:
    return rows.clause_label(programme, clause)


def month_begins(month: str) -> datetime:
    """The first instant of a month, by Taipei's clock."""
    return datetime(int(month[:4]), int(month[5:]), 1, tzinfo=TAIPEI)
