"""Calendar entries from files: the official office calendar, and closures as this house writes them down.

The official calendar (人事行政總處) is CSV in UTF-8 or Big5 with the columns 西元日期, 星期, 是否放假, 備註; days are
written 20260213, and 是否放假 is 0 on working days and 2 on free ones. It sets every day of its year.

Closures are CSV with the columns day, county, half, announced_at, why (`day` is needed, the rest may be left out or
empty): `day` in ISO or ROC writing; `county` a county's name, empty for the whole country; `half` am, pm or empty for
all day; `announced_at` an ISO instant or a day and time, by Taipei's clock when it has no offset; `why` for people.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, cast

from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI_OFFSET, RocDateInvalid, parse_day

_Row = dict[str, str]


class CalendarFileInvalid(Refusal, ValueError):
    """The file as a whole cannot be read."""


class CellInvalid(Refusal, ValueError):
    """One cell cannot be read."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file says, and what could not be read, each with its line (the heading is line 1)."""

    entries: tuple[CalendarEntry, ...]
    problems: tuple[tuple[int, str], ...]


def read_official_calendar(content: bytes, source: str) -> CalendarFile:
    """Entries of a year's official calendar. Raises CalendarFileInvalid when its columns are missing."""

    def entry(row: _Row) -> CalendarEntry:
        mark = row["是否放假"]
        if mark not in ("0", "2"):
            raise CellInvalid(code="kernel.mark_invalid", text=mark)
        kind: Literal["holiday", "workday"] = "holiday" if mark == "2" else "workday"
        return CalendarEntry(_compact_day(row["西元日期"]), kind, source=source, why=row.get("備註", ""))

    return _read(content, ("西元日期", "是否放假"), entry)


def read_closures(content: bytes, source: str) -> CalendarFile:
    """Closures by county and half-day. Raises CalendarFileInvalid when there is no column `day`."""

    def entry(row: _Row) -> CalendarEntry:
        half = row.get("half", "").lower()
        if half not in ("", "am", "pm"):
            raise CellInvalid(code="kernel.half_invalid", text=half)
        return CalendarEntry(
            parse_day(row["day"]),
            "closure",
            row.get("county") or None,
            cast('Literal["am", "pm"] | None', half or None),
            _instant(row.get("announced_at", "")),
            source,
            row.get("why", ""),
        )

    return _read(content, ("day",), entry)


def _read(content: bytes, needed: tuple[str, ...], entry: Callable[[_Row], CalendarEntry]) -> CalendarFile:
    entries: list[CalendarEntry] = []
    problems: list[tuple[int, str]] = []
    for line, row in _rows(content, needed):
        try:
            entries.append(entry(row))
        except Refusal as refusal:
            problems.append((line, refusal.says))
    return CalendarFile(tuple(entries), tuple(problems))


def _rows(content: bytes, needed: tuple[str, ...]) -> Iterator[tuple[int, _Row]]:
    reader = csv.reader(io.StringIO(_decode(content), newline=""))
    heading = [unicodedata.normalize("NFKC", cell).strip() for cell in next(reader, [])]
    if missing := [name for name in needed if name not in heading]:
        raise CalendarFileInvalid(code="kernel.columns_missing", columns=missing)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, dict.fromkeys(heading, "") | dict(zip(heading, map(str.strip, cells), strict=False))


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp950"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CalendarFileInvalid(code="kernel.file_not_readable")


def _compact_day(text: str) -> date:
    if re.fullmatch(r"\d{8}", text, re.ASCII):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return parse_day(text)


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        day, _, clock = text.rpartition(" ")
        try:
            at = datetime.combine(parse_day(day), time.fromisoformat(clock))
        except (RocDateInvalid, ValueError):
            raise CellInvalid(code="kernel.instant_invalid", text=text) from None
    return at if at.tzinfo else at.replace(tzinfo=TAIPEI_OFFSET)
