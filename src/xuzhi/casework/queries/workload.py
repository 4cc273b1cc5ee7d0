"""Who of the office has how much to do, and how what nobody has could be shared out."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from xuzhi.casework.queries.queue import due_by, queue
from xuzhi.casework.queries.shapes import CaseRow, QueueFilters
from xuzhi.parties.queries import staff_with

MOST_CASES = 100

_LOADS = """
    select officer_id, max(officer_name),
           count(*) filter (where ended_at is null and turn <> 'none'),
           count(*) filter (where ended_at is null and turn = 'office'),
           count(*) filter (where ended_at is null and next_due_at <= %(week)s),
           count(*) filter (where ended_at is null and next_due_at <= %(overdue)s),
           count(decided_at),
           percentile_cont(0.5) within group (order by extract(epoch from decided_at - submitted_at)::float / 86400)
               filter (where decided_at is not null)
      from casework_case
     where submitted_at is not null
     group by officer_id
"""


@dataclass(frozen=True)
class Load:
    """What one officer has. Cases that are in force are nobody's work; `median_days` is over all that were decided."""

    officer_id: str
    name: str
    open: int
    waiting: int  # for the office's next step
    due_this_week: int  # with what is overdue
    overdue: int
    decided: int
    median_days: Decimal | None

    @property
    def weight(self) -> int:
        """What counts when cases are shared out: every open case, and what is due soon once more."""
        return self.open + self.due_this_week


@dataclass(frozen=True)
class Workload:
    """`cases` are those to be shared out, what ends first at the top; `suggested` says to whom ({case: officer})."""

    loads: tuple[Load, ...]
    cases: tuple[CaseRow, ...]
    more: int
    suggested: Mapping[UUID, str]

    @property
    def open(self) -> int:
        return sum(each.open for each in self.loads)


def workload(*, at: datetime, of: str = "none") -> Workload:
    """Every officer with what they have, and the cases of nobody (or of the officer `of`) with who could take them.

    The suggestion gives the most urgent case to whoever has least, and so on; the officer who hands over gets none
    back. Seven queries, whatever there is.
    """
    loads = _loads(at)
    page = queue(QueueFilters(officer=of, working=True), at=at, per_page=MOST_CASES)
    takers = [each for each in loads if each.officer_id and each.officer_id != of]
    return Workload(loads, page.rows, page.total - len(page.rows), share_out(takers, page.rows))


def share_out(loads: Sequence[Load], cases: Sequence[CaseRow]) -> Mapping[UUID, str]:
    """{case: officer}, each case to whoever has least then; of two alike to the one who stands first. Pure."""
    heap = [(load.weight, place, load.officer_id) for place, load in enumerate(loads)]
    heapq.heapify(heap)
    shared = {}
    for case in cases if heap else ():
        weight, place, officer = heap[0]
        shared[case.id] = officer
        heapq.heapreplace(heap, (weight + 1, place, officer))
    return shared


def _loads(at: datetime) -> tuple[Load, ...]:
    """Those who have the role first, by name; then who has cases and no role any more; what nobody has is not here."""
    bounds = due_by(at)
    with connection.cursor() as cursor:
        cursor.execute(_LOADS, {"week": bounds["week"], "overdue": at})
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    officers = {str(each.user_id): each.name for each in staff_with("officer")}
    gone = {officer_id: row[0] for officer_id, row in found.items() if officer_id and officer_id not in officers}
    nothing = ("", 0, 0, 0, 0, 0, None)
    return tuple(
        _load(officer_id, name, found.get(officer_id, nothing))
        for officer_id, name in (*officers.items(), *sorted(gone.items(), key=lambda each: each[1]))
        if officer_id in officers or found[officer_id][1]
    )


def _load(officer_id: str, name: str, row: tuple[Any, ...]) -> Load:
    _, open_, waiting, week, overdue, decided, median = row
    days = None if median is None else Decimal(median).quantize(Decimal("0.1"))
    return Load(officer_id, name, open_, waiting, week, overdue, decided, days)
