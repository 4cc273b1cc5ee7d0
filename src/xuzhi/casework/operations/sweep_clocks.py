"""Every clock that has run out fires."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from xuzhi.casework.operations.expire_clock import expire_clock

logger = logging.getLogger(__name__)

# The alarm's row is the sweepers' lock among themselves. Nobody who holds a case waits for an alarm, so a sweeper that
# holds an alarm may wait for the case (see ClockAlarm).
_NEXT = """
    SELECT alarm.clock_id
      FROM casework_clockalarm alarm
      JOIN casework_clock clock ON clock.id = alarm.clock_id
     WHERE alarm.due_at <= %s AND clock.state = 'running' AND clock.due_at <= %s
       AND NOT alarm.clock_id = ANY(%s)
     ORDER BY clock.due_at, alarm.position
     LIMIT 1
       FOR UPDATE OF alarm SKIP LOCKED
"""


def sweep_clocks(*, at: datetime, limit: int = 500) -> int:
    """Fire the clocks that are due at `at`, each in a transaction of its own; gives how many fired here.

    Many sweepers may run at once: each takes what no other has. A clock whose firing fails stays due, is left for the
    next sweep and does not keep the others waiting.
    """
    fired = 0
    left: list[UUID] = []
    for _ in range(limit):
        clock_id = None
        try:
            with transaction.atomic():
                clock_id = _take(at, left)
                if clock_id is None:
                    break
                fired += expire_clock(clock_id, at=at)
        except Exception:  # one broken case must not stop the law for all the others; it is told, and tried again
            if clock_id is None:
                raise
            logger.exception("clock %s could not fire; it stays due", clock_id)
            left.append(clock_id)
        else:
            left.append(clock_id)
    return fired


def _take(at: datetime, left: list[UUID]) -> UUID | None:
    """Lock the next due alarm that no other sweeper holds."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [at, at, left])
        row = cursor.fetchone()
    return None if row is None else row[0]
