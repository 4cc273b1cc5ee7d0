"""Typed text, by type of question: forgiving where people write one thing several ways, strict where they may err."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from xuzhi.kernel.money import parse_twd
from xuzhi.kernel.roc import TAIPEI, parse_day
from xuzhi.kernel.ubn import check_ubn
from xuzhi.rulebook.model import Question

_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\]]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"(.+?)[\sT](\d{1,2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:?\d{2})?")
_YES = frozenset(("yes", "true", "1", "on", "y", "是", "有"))
_NO = frozenset(("no", "false", "0", "off", "n", "否", "無", "沒有"))
_MOST_TEXT = {"text": 500, "long_text": 20_000}
_MOST_DIGITS = 26


class Unreadable(Exception):
    """The text does not say what the question asks for; `code` names the sentence."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = f"engine.{code}", values
        super().__init__(code)


def read(question: Question, raw: Any) -> Any | None:
    """The JSON-safe answer, or None when nothing was typed. Raises Unreadable, or a Refusal of the kernel."""
    if raw is None or (isinstance(raw, str) and not raw.strip()) or raw in ([], (), {}):
        return None
    if question.type not in ("choices", "file", "date") and isinstance(raw, list | tuple):
        if len(raw) != 1:
            raise Unreadable("answer_more_than_one")
        raw = raw[0]
    return _READERS[question.type](question, raw)


def fold(raw: Any) -> str:
    """Full-width digits and signs as half-width ones, without white space at the ends."""
    return unicodedata.normalize("NFKC", str(raw)).strip()


def _text(question: Question, raw: Any) -> str | None:
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(each for each in text if each in "\n\t" or unicodedata.category(each) != "Cc").strip()
    if question.type != "long_text":
        text = " ".join(text.split("\n"))
    if not text:
        return None
    most = question.at_most or _MOST_TEXT.get(question.type, 500)
    if len(text) > most:
        raise Unreadable("answer_too_long", most=most, count=len(text))
    if question.at_least and len(text) < question.at_least:
        raise Unreadable("answer_too_short", least=question.at_least, count=len(text))
    if question.pattern and not re.fullmatch(question.pattern, text):
        raise Unreadable("answer_pattern_example" if question.example else "answer_pattern", example=question.example)
    return text


def _money(question: Question, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise Unreadable("answer_not_money")
    amount = raw if isinstance(raw, int) else int(parse_twd(raw))
    if amount < 0:
        raise Unreadable("answer_negative")
    _within(question, amount)
    return int(amount)


def _number(question: Question, raw: Any) -> int | str:
    written = fold(raw).replace(",", "").replace(" ", "")
    unit = fold(question.unit)
    if unit and written.endswith(unit):
        written = written.removesuffix(unit)
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise Unreadable("answer_not_number", text=str(raw)) from None
    if isinstance(raw, bool) or not number.is_finite() or number.adjusted() >= _MOST_DIGITS:
        raise Unreadable("answer_not_number", text=str(raw))
    places = -int(number.normalize().as_tuple().exponent)
    allowed = 12 if question.decimals is None else question.decimals
    if places > allowed:
        raise Unreadable("answer_not_whole" if allowed == 0 else "answer_too_fine", places=allowed)
    _within(question, number)
    return int(number) if number == number.to_integral_value() else f"{number.normalize():f}"


def _within(question: Question, number: int | Decimal) -> None:
    if question.at_least is not None and number < question.at_least:
        raise Unreadable("answer_too_small", least=question.at_least)
    if question.at_most is not None and number > question.at_most:
        raise Unreadable("answer_too_large", most=question.at_most)


def _date(question: Question, raw: Any) -> str | None:
    """A text, or year, month and day apart; a year below 1000 is one of the Republic."""
    if isinstance(raw, Mapping):
        parts = [fold(raw.get(key) or "") for key in ("year", "month", "day")]
        if not any(parts):
            return None
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise Unreadable("answer_date_parts")
        year = int(parts[0]) + (1911 if int(parts[0]) < 1000 else 0)
        return parse_day(f"{year:04}-{parts[1]}-{parts[2]}").isoformat()
    if isinstance(raw, list | tuple):
        return _date(question, dict(zip(("year", "month", "day"), raw, strict=False)))
    return parse_day(str(raw)).isoformat()


def _instant(question: Question, raw: Any) -> str:
    """A day and a time; without an offset it is Taipei's."""
    match = _TIME.fullmatch(fold(raw))
    if match is None:
        raise Unreadable("answer_not_instant", text=str(raw))
    day = parse_day(match[1])
    try:
        local = datetime(day.year, day.month, day.day, int(match[2]), int(match[3]), int(match[4] or 0), tzinfo=TAIPEI)
        offset = datetime.fromisoformat(f"2000-01-01T00:00:00{match[5]}").tzinfo if match[5] else None
    except ValueError:
        raise Unreadable("answer_not_instant", text=str(raw)) from None
    return (local if offset is None else local.replace(tzinfo=offset)).isoformat()


def _yes_no(question: Question, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    written = fold(raw).lower()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise Unreadable("answer_not_yes_no")


def _choice(question: Question, raw: Any) -> str:
    written = str(raw).strip()
    if not question.of:
        return written
    for choice in question.of:
        if written in (choice.code, choice.label):
            return choice.code
    raise Unreadable("answer_not_offered", text=written)


def _choices(question: Question, raw: Any) -> list[str] | None:
    listed = raw if isinstance(raw, list | tuple) else [raw]
    chosen = {_choice(question, each) for each in listed if str(each).strip()}
    order = [choice.code for choice in question.of] or sorted(chosen)
    if question.at_most is not None and len(chosen) > question.at_most:
        raise Unreadable("entries_too_many", most=question.at_most, count=len(chosen))
    return [code for code in order if code in chosen] or None


def _business_number(question: Question, raw: Any) -> str:
    return check_ubn(str(raw))


def _email(question: Question, raw: Any) -> str:
    written = fold(raw)
    if not _EMAIL.fullmatch(written) or len(written) > 254 or ".." in written:
        raise Unreadable("answer_not_email", text=str(raw))
    return written


def _url(question: Question, raw: Any) -> str:
    written = fold(raw)
    try:
        parts = urlsplit(written)
        host = parts.hostname or ""
    except ValueError:
        raise Unreadable("answer_not_url", text=str(raw)) from None
    if parts.scheme not in ("http", "https") or "." not in host or any(each.isspace() for each in written):
        raise Unreadable("answer_not_url", text=str(raw))
    return written


def _country(question: Question, raw: Any) -> str:
    from xuzhi.engine.countries import country_code

    code = country_code(fold(raw))
    if code is None:
        raise Unreadable("answer_not_country", text=str(raw))
    return code


def _file(question: Question, raw: Any) -> list[str]:
    listed = list(raw) if isinstance(raw, list | tuple) else [raw]
    if not all(isinstance(each, str) and _SHA256.fullmatch(each) for each in listed):
        raise Unreadable("answer_not_file")
    if question.at_most is not None and len(listed) > question.at_most:
        raise Unreadable("entries_too_many", most=question.at_most, count=len(listed))
    return listed


_READERS: dict[str, Callable[[Question, Any], Any]] = {
    "text": _text, "long_text": _text, "money": _money, "number": _number, "date": _date, "instant": _instant,
    "yes_no": _yes_no, "choice": _choice, "choices": _choices, "business_number": _business_number, "email": _email,
    "url": _url, "country": _country, "file": _file,
}  # fmt: skip
