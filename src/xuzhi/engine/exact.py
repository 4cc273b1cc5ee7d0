"""Calculations of the rules: exact to 12 decimal places (half to even); whole numbers stay whole.

Polars' Decimal(38, 12) calculates the same, so that one case and a million cases agree.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext

from xuzhi.kernel.roc import TAIPEI

PLACES = 12
_STEP = Decimal(1).scaleb(-PLACES)
_CONTEXT = Context(prec=80, rounding=ROUND_HALF_EVEN)

type Number = int | Decimal


def settle(number: Number) -> Number:
    """To 12 places; a whole number is an int."""
    if isinstance(number, int):
        return number
    with localcontext(_CONTEXT):
        number = number.quantize(_STEP)
        return int(number) if number == number.to_integral_value() else number


def calculate(sign: str, left: Number, right: Number) -> Number | None:
    """left sign right; a division by zero is unknown."""
    if sign == "+":
        return settle(left + right)
    if sign == "-":
        return settle(left - right)
    with localcontext(_CONTEXT):
        if sign == "*":
            return settle(left * right)
        return None if right == 0 else settle(Decimal(left) / Decimal(right))


def round_half_up(number: Number) -> int:
    return int(Decimal(number).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=_CONTEXT))


def months_after(day: date, months: Number) -> date | None:
    """The same day of the month that many months later (or earlier), the month's last day where it is shorter."""
    total = day.year * 12 + day.month - 1 + int(months)
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_after(day: date, days: Number) -> date | None:
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return None


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another; negative when the second comes first."""
    if end < start:
        return -months_between(end, start)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def day_of(instant: datetime) -> date:
    """The day in Taipei."""
    return instant.astimezone(TAIPEI).date()
