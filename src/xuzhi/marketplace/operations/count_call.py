"""A caller of the API is counted, and told how much is left."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

# One row a caller holds the instant at which everything asked for will be forgotten; each call moves it on by its
# share, and a call that would move it past the window is refused and moves nothing. One statement, whatever the number
# of calls, and right with any number of workers: the row is locked while it is moved.
_COUNT = """
insert into marketplace_call_rate as rate (caller, full_at, allowed)
values (%(caller)s, %(at)s + %(each)s::interval, true)
on conflict (caller) do update set
    allowed = greatest(rate.full_at, %(at)s) + %(each)s::interval <= %(at)s + %(window)s::interval,
    full_at = case when greatest(rate.full_at, %(at)s) + %(each)s::interval <= %(at)s + %(window)s::interval
        then greatest(rate.full_at, %(at)s) + %(each)s::interval else rate.full_at end
returning allowed, full_at
"""


@dataclass(frozen=True)
class Counted:
    """`left` more calls may come at once; in `reset_seconds` all of `limit` may; after `wait_seconds` the next one."""

    allowed: bool
    limit: int
    window_seconds: int
    left: int
    reset_seconds: int
    wait_seconds: int


def count_call(caller: str, *, limit: int, window: timedelta, at: datetime) -> Counted:
    """Count one call of at most `limit` in `window`. One statement."""
    each = window / limit
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "caller": caller[:100],
                "at": at,
                "each": f"{each.total_seconds()} s",
                "window": f"{window.total_seconds()} s",
            },
        )
        allowed, full_at = cursor.fetchone()
    used = full_at - at
    return Counted(
        allowed=allowed,
        limit=limit,
        window_seconds=int(window.total_seconds()),
        left=max(0, math.floor((window - used) / each + 1e-6)) if allowed else 0,
        reset_seconds=max(0, math.ceil(used.total_seconds())),
        wait_seconds=0 if allowed else max(1, math.ceil((used + each - window).total_seconds())),
    )
