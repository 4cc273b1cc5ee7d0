"""One line of a usage record, as it came and as it is read. Pure."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from xuzhi.kernel.roc import RocDateInvalid, parse_day
from xuzhi.marketplace.usage.refusals import PeriodUnreadable, ValueNegative, ValueUnreadable

MEASURES = "solution.measures"
"""The fact of a listing that names what is counted."""

DAY, MONTH = "day", "month"
PEOPLE, HOURS = "people", "hours"
DECIMALS, DIGITS = 3, 15
LONGEST_ID = 100

_MONTH = re.compile(r"(\d{2,4})(?:[-/.]|年)(\d{1,2})月?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


@dataclass(frozen=True)
class UsageLine:
    """A line as it was sent. `subscription` is its id or its number, `measure` the code or the name of what is
    counted, `record_id` the supplier's own; `line` is where it stands in what was sent, from 1."""

    subscription: str
    period: Any
    measure: str
    value: Any
    record_id: str = ""
    line: int = 0

    @property
    def unseen(self) -> tuple[tuple[str, str], ...]:
        """Every character in it that cannot be seen, with the column that it stands in; line breaks and tabs are
        spaces."""
        cells = (
            ("subscription", self.subscription), ("period", self.period), ("measure", self.measure),
            ("value", self.value), ("record_id", self.record_id),
        )  # fmt: skip
        return tuple({(name, letter): None for name, cell in cells for letter in _UNSEEN.findall(str(cell or ""))})


@dataclass(frozen=True)
class Measure:
    """What a listing counts: `counts` is people, hours, times or items, `every` day or month."""

    code: str
    name: str
    counts: str
    every: str


@dataclass(frozen=True)
class Span:
    """The days of a period, both included."""

    from_on: date
    until_on: date

    @property
    def every(self) -> str:
        return DAY if self.from_on == self.until_on else MONTH


def measures_in(facts: Mapping[str, Any]) -> dict[str, Measure]:
    """What is counted, by code."""
    rows = facts.get(MEASURES)
    named = [row for row in rows if isinstance(row, dict) and row.get("code")] if isinstance(rows, list) else []
    return {
        str(row["code"]): Measure(
            str(row["code"]), str(row.get("name") or row["code"]), str(row.get("counts", "")), str(row.get("every", ""))
        )
        for row in named
    }


def measure_named(measures: Iterable[Measure], text: str) -> Measure | None:
    """By code or by name, however it is spaced or cased."""
    wanted = _folded(text)
    found = [each for each in measures if wanted in (_folded(each.code), _folded(each.name))]
    return found[0] if found else None


def read_period(raw: Any) -> Span:
    """A day (`2026-11-20`, `115/11/20`) or a month (`2026-11`, `115/11`, `115年11月`). Raises PeriodUnreadable."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return Span(raw, raw)
    text = _folded(str(raw if raw is not None else ""))
    if match := _MONTH.fullmatch(text):
        return _month(text, int(match[1]), int(match[2]))
    try:
        day = parse_day(text)
    except RocDateInvalid:
        raise PeriodUnreadable(text=str(raw or "")) from None
    return Span(day, day)


def read_value(raw: Any) -> Decimal:
    """A number of 0 or more with at most three decimal places. Raises ValueUnreadable, ValueNegative."""
    text = _folded(str(raw if raw is not None else ""))
    if isinstance(raw, bool) or (isinstance(raw, str) and not _NUMBER.fullmatch(text)):
        raise ValueUnreadable(text=str(raw))
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValueUnreadable(text=text) from None
    if not value.is_finite() or value != round(value, DECIMALS) or abs(value) >= 10**DIGITS:
        raise ValueUnreadable(text=text)
    if value < 0:
        raise ValueNegative(text=text)
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """Without zeros at the end: the same number is always written the same."""
    return Decimal(f"{value.normalize():f}") + 0


def _month(text: str, year: int, month: int) -> Span:
    year += 0 if year >= 1912 else 1911
    if not 1 <= month <= 12 or year > 9999:
        raise PeriodUnreadable(text=text)
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
