"""The office calendar for people: which years there are, what was entered, and whether the next year is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xuzhi.casework.models import CalendarDay, ChangeRow
from xuzhi.casework.queries.editions import calendar
from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.kernel.roc import taipei_day

MOST_DAYS = 60
# A file brings every day of a year; the pages list what is not such a mass.
MANY = 30
ROC = 1911


@dataclass(frozen=True)
class EnteredDay:
    """A day that the office entered, with who proposed it (nobody when set up by the machine) and who approved it."""

    entry: CalendarEntry
    proposed_by: str
    approved_by: str
    approved_at: datetime
    change_id: UUID | None


@dataclass(frozen=True)
class EnteredFile:
    """Many days that came at once."""

    source: str
    count: int
    first_on: date
    last_on: date
    approved_by: str
    approved_at: datetime
    change_id: UUID | None


@dataclass(frozen=True)
class CalendarPage:
    """`years` can be counted in. `coming` are the days entered for today and later, `past` the others, newest first."""

    years: tuple[int, ...]
    next_year_missing: int | None
    coming: tuple[EnteredDay, ...]
    past: tuple[EnteredDay, ...]
    files: tuple[EnteredFile, ...]

    @property
    def next_year_missing_roc(self) -> int | None:
        return self.next_year_missing - ROC if self.next_year_missing else None

    @property
    def first_year_roc(self) -> int:
        return self.years[0] - ROC

    @property
    def last_year_roc(self) -> int:
        return self.years[-1] - ROC


def calendar_page(*, at: datetime) -> CalendarPage:
    """Three queries."""
    today = taipei_day(at)
    years = sorted(calendar().years)
    together: dict[tuple[UUID | None, datetime, str], list[CalendarDay]] = {}
    for row in CalendarDay.objects.order_by("position"):
        together.setdefault((row.change_id, row.added_at, row.source), []).append(row)
    proposers = dict(ChangeRow.objects.filter(programme="", state="approved").values_list("id", "proposed_by"))
    files, days = [], []
    for (change_id, added_at, source), rows in together.items():
        if len(rows) > MANY:
            first, last = min(row.day for row in rows), max(row.day for row in rows)
            files.append(EnteredFile(source, len(rows), first, last, rows[0].added_by, added_at, change_id))
            continue
        proposed_by = proposers.get(change_id, "") if change_id else ""
        days += [EnteredDay(_entry(row), proposed_by, row.added_by, row.added_at, row.change_id) for row in rows]
    missing = today.year + 1 if today.year + 1 not in years else None
    coming = sorted((each for each in days if each.entry.day >= today), key=lambda each: each.entry.day)
    past = sorted((each for each in days if each.entry.day < today), key=lambda each: each.entry.day, reverse=True)
    return CalendarPage(tuple(years), missing, tuple(coming), tuple(past[:MOST_DAYS]), tuple(reversed(files)))


def _entry(row: CalendarDay) -> CalendarEntry:
    return CalendarEntry(row.day, row.kind, row.county, row.half, row.announced_at, row.source, row.why)  # type: ignore[arg-type]
