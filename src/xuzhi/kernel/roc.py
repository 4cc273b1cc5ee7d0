"""Days in the years of the Republic, as the law and the registers write them, and instants as people read them."""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import current_language, say

TAIPEI = ZoneInfo("Asia/Taipei")
TAIPEI_OFFSET = timezone(timedelta(hours=8))
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"\((?:星期|週|周|禮拜)?([一二三四五六日天])\)$")
_SPELLED = re.compile(r"(?:中華民國|民國)?(\d{1,3})年(\d{1,2})月(\d{1,2})日?")
_SEPARATED = re.compile(r"(?:中華民國|民國)?(\d{1,3})([/.\-])(\d{1,2})\2(\d{1,2})")
_DIGITS = re.compile(r"(\d{2,3})(\d{2})(\d{2})")
_WESTERN = re.compile(r"(\d{4})([/.\-])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日")


class RocDateInvalid(Refusal, ValueError):
    """The text is not a day."""

    code = "kernel.roc_invalid"


def parse_roc(text: str) -> date:
    """The day in `115年2月13日`, `115/2/13`, `115.2.13`, `1150213`, `0760221`, `760221`, with or without `（五）`.

    White space and full-width digits are folded. A printed weekday is not judged here: see `printed_weekday`.
    Raises RocDateInvalid, for years of the common era too.
    """
    folded = _fold(text)
    body = _WEEKDAY.sub("", folded)
    if match := _SPELLED.fullmatch(body):
        year, month, day = match.groups()
    elif match := _SEPARATED.fullmatch(body):
        year, _, month, day = match.groups()
    elif match := _DIGITS.fullmatch(body):
        year, month, day = match.groups()
    else:
        raise RocDateInvalid(text=text)
    if int(year) == 0:
        raise RocDateInvalid(text=text)
    return _day(text, int(year) + 1911, int(month), int(day))


def parse_day(text: str) -> date:
    """The day in ROC writing or in that of the common era with four digits (`2026-02-13`). Raises RocDateInvalid."""
    match = _WESTERN.fullmatch(_WEEKDAY.sub("", _fold(text)))
    if not match:
        return parse_roc(text)
    year, month, day = (match[1], match[3], match[4]) if match[1] else (match[5], match[6], match[7])
    return _day(text, int(year), int(month), int(day))


def printed_weekday(text: str) -> str | None:
    """The weekday that the text prints, as one of 一 to 日, or None; compare it with `weekday_of(parse_roc(text))`."""
    match = _WEEKDAY.search(_fold(text))
    return match[1].replace("天", "日") if match else None


def weekday_of(day: date) -> str:
    """The weekday as one character, 一 to 日."""
    return _WEEKDAYS[day.weekday()]


def format_roc(day: date, weekday: bool = False, style: str = "long") -> str:
    """`115 年 3 月 31 日（二）`, or `115/3/31（二）` in style slash. Raises RocDateInvalid for a day before 1912."""
    if day.year < 1912:
        raise RocDateInvalid(code="kernel.roc_too_early", text=day.isoformat())
    year = day.year - 1911
    patterns = {"long": f"{year} 年 {day.month} 月 {day.day} 日", "slash": f"{year}/{day.month}/{day.day}"}
    return patterns[style] + (f"（{weekday_of(day)}）" if weekday else "")


def format_date(day: date, weekday: bool = False) -> str:
    """The day in the reader's language: ROC years in Chinese, `31 March 2026` in English."""
    if current_language() == "zh-Hant":
        return format_roc(day, weekday) if day.year >= 1912 else day.isoformat()
    return f"{day.day} {day:%B} {day.year}" + (f" ({day:%a})" if weekday else "")


def format_short(day: date) -> str:
    """The day where there is little room: `115/3/31` in Chinese, `31 Mar 2026` in English."""
    if current_language() == "zh-Hant":
        return format_roc(day, style="slash") if day.year >= 1912 else day.isoformat()
    return f"{day.day} {day:%b} {day.year}"


def year_for_reader(year: int) -> int:
    """A year of the common era as the reader counts: of the Republic in Chinese, as it is in English."""
    return year - 1911 if current_language() == "zh-Hant" else year


def format_instant(at: datetime, seconds: bool = False) -> str:
    """`115 年 3 月 31 日（二）下午 5 時` by Taipei's clock; seconds only when asked for. Raises ValueError if naive."""
    local = _in_taipei(at)
    key = "noon" if local.hour == 12 else "morning" if local.hour < 12 else "afternoon"
    if seconds:
        key += "_second"
    elif local.minute:
        key += "_minute"
    hour = local.hour if local.hour <= 12 else local.hour - 12
    time = say(f"kernel.time_{key}", hour=hour, minute=local.minute, second=local.second)
    return say("kernel.day_and_time", day=format_date(local.date(), weekday=True), time=time)


def format_deadline(at: datetime) -> str:
    """An instant up to which something may be done: midnight is 24:00 of the day before, as the law says it."""
    local = _in_taipei(at)
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return format_instant(at)
    day = format_date(local.date() - timedelta(days=1), weekday=True)
    return say("kernel.day_and_time", day=day, time=say("kernel.time_end_of_day"))


def taipei_day(at: datetime) -> date:
    """The day it is in Taipei at an instant; a letter delivered then is delivered on that day."""
    return _in_taipei(at).date()


def _in_taipei(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant needs an offset")
    return at.astimezone(TAIPEI)


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise RocDateInvalid(code="kernel.no_such_day", text=text) from None
