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
with told as (
    select %(caller)s::varchar as caller, %(at)s::timestamptz as at,
           %(each)s * interval '1 microsecond' as each, %(window)s * interval '1 microsecond' as span)
insert into marketplace_call_rate as rate (caller, full_at, allowed) select caller, at + each, true from told
on conflict (caller) do update set
    allowed = (select greatest(rate.full_at, at) + each <= at + span from told),
    full_at = (select case when greatest(rate.full_at, at) + each <= at + span
        then greatest(rate.full_at, at) + each else rate.full_at end from told)
returning allowed, full_at
"""
MICRO = timedelta(microseconds=1)


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
                "each": each // MICRO,
                "window": window // MICRO,
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
