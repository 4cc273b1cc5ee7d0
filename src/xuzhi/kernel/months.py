"""Counting in months and years, where the end of a short month stands for the days it lacks."""

from calendar import monthrange
from datetime import date


def add_months(day: date, count: int) -> date:
    """The same day of the month `count` months later (earlier when negative), or the month's last day."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_before(day: date, count: int) -> date:
    """The same day `count` years earlier; 29 February becomes 28 in a common year."""
    return add_months(day, -12 * count)


def months_between(start_on: date, end_on: date) -> int:
    """Whole months from `start_on` up to `end_on` (not included); negative when it lies before."""
    if end_on < start_on:
        return -months_between(end_on, start_on)
    count = (end_on.year - start_on.year) * 12 + end_on.month - start_on.month
    return count if add_months(start_on, count) <= end_on else count - 1
