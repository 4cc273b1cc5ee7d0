"""How much time a running clock leaves, in the law's units. Pure but for the calendar that is given."""

from __future__ import annotations

from datetime import datetime, timedelta

from xuzhi.casework.queries.shapes import Remaining
from xuzhi.kernel.calendar import WorkingCalendar, YearNotLoaded
from xuzhi.kernel.roc import TAIPEI, taipei_day
from xuzhi.kernel.texts import has_text, say

# Beyond this, calendar days say more than working days.
LONG_DAYS = 30


def remaining_of(
    started_at: datetime | None, due_at: datetime, at: datetime, days: WorkingCalendar, county: str
) -> Remaining:
    """Working days after today up to the last one, and the hours and minutes left of today if it is one.

    A clock of more than a month counts in calendar days (in `working_days` too).
    """
    used = _used_percent(started_at, due_at, at)
    if at >= due_at:
        return Remaining(True, 0, 0, 0, 100, say("casework.remaining_over"))
    left = due_at - at
    if left > timedelta(days=LONG_DAYS):
        return Remaining(False, left.days, 0, 0, used, say("casework.remaining_calendar_days", days=left.days))
    whole, minutes = _count(due_at, at, days, county)
    hours, minutes = divmod(minutes, 60)
    return Remaining(False, whole, hours, minutes, used, _says(whole, hours, minutes))


def _count(due_at: datetime, at: datetime, days: WorkingCalendar, county: str) -> tuple[int, int]:
    """Working days after today, and minutes left of today."""
    now, end = at.astimezone(TAIPEI), due_at.astimezone(TAIPEI)
    today, last = now.date(), (end - timedelta(microseconds=1)).date()
    if today == last:
        return 0, int((end - now).total_seconds() // 60)
    later = [today + timedelta(days=n) for n in range(1, (last - today).days + 1)]
    try:
        whole = sum(days.is_working_day(day, county or None) for day in later)
        works_today = days.is_working_day(taipei_day(at), county or None)
    except YearNotLoaded:
        return len(later), 0
    midnight = datetime.combine(today + timedelta(days=1), datetime.min.time(), now.tzinfo)
    return whole, int((midnight - now).total_seconds() // 60) if works_today else 0


def _used_percent(started_at: datetime | None, due_at: datetime, at: datetime) -> int:
    if started_at is None or due_at <= started_at:
        return 0
    return max(0, min(100, int(100 * (at - started_at) / (due_at - started_at))))


def _says(whole: int, hours: int, minutes: int) -> str:
    if whole:
        key = "remaining_days_hours" if hours else "remaining_days"
    elif hours:
        key = "remaining_hours_minutes" if minutes else "remaining_hours"
    else:
        key = "remaining_minutes"
    if whole == 1 and has_text(f"casework.{key}_one"):
        key += "_one"
    return say(f"casework.{key}", days=whole, hours=hours, minutes=minutes)
