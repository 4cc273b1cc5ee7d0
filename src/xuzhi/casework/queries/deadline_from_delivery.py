"""The deadline that a letter prints when it runs from the day on which the letter is delivered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.clocking import due_of, how_counted
from xuzhi.casework.holding import Held
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import ClockRow
from xuzhi.casework.queries.editions import Overlays, calendar, kind_of
from xuzhi.engine.clocks import length_of
from xuzhi.kernel.roc import taipei_day


def deadline_from_delivery(notice_id: UUID, at: datetime) -> tuple[datetime, str] | None:
    """When the clock ends that waits for this notice, were it delivered at `at`, and how that is counted in words.

    None when no clock waits for it: then the deadline given at the issue stands.
    """
    waiting = ClockRow.objects.filter(notice_id=str(notice_id), state="pending").select_related("case")
    for row in waiting.order_by("id"):
        rules = Overlays(row.case.programme).edition_of(row.case, taipei_day(at))
        held = Held(row.case, rules, kind_of(rules, row.case.kind), at)
        rule = held.kind.clock(row.clock)
        if not rule.before:
            due = due_of(held, row.clock, at, calendar(), open_file(held).facts)
            return due.due_at, how_counted(at, due, length_of(rules, rule)[1])
    return None
