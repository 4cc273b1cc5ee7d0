"""A notice has been delivered: the clocks that waited for it start."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.clocking import due_of, started_event
from xuzhi.casework.holding import hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import ClockRow
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.casework.queries.editions import calendar
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.ledger.reading import row_of, rows_of


def start_awaited_clocks(notice_id: UUID | str, *, at: datetime) -> int:
    """Start the clocks that wait for the notice, counted from `at`; gives how many. Doing it twice starts nothing."""
    waiting = {"notice_id": str(notice_id), "state": "pending"}
    first = row_of(ClockRow, **waiting)
    if first is None:
        return 0
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        held = hold(first.case_id, at)
        file, days = open_file(held), calendar()
        started = [
            started_event(
                held, str(row.id), row.clock, at, due_of(held, row.clock, at, days, file.facts), str(notice_id)
            )
            for row in rows_of(ClockRow, order=["id"], **waiting)
        ]
        if started:
            record(held.stream, started, actor=Actor.system("clock"), at=at)
    return len(started)
