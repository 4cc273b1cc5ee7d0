"""Business numbers, names, days, periods and amounts that lines of text say. Suggestions: nobody has judged them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.report import Suggestion
from xuzhi.documents.inspection.words import known_words
from xuzhi.kernel.roc import RocDateInvalid, parse_day
from xuzhi.kernel.ubn import is_ubn

_DAY = (
    r"(?<![\d.])(?:(?:中華民國|民國)?\s*\d{2,3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|\d{4}([/.\-])\d{1,2}\1\d{1,2}|(?:1\d\d|[89]\d)([/.\-])\d{1,2}\2\d{1,2})(?![\d.])"
)
_NUMBER = re.compile(r"(?<![\d.\-/])\d{8}(?![\d\-/]|\.\d)")
_SPACED_NUMBER = re.compile(r"(?<!\d)\d(?: ?\d){7}(?! ?\d)")


def suggestions_in(lines: Iterable[Line]) -> list[Suggestion]:
    """All of them, in order. Widths of signs are folded first: full-width digits are digits."""
    return [suggestion for line in lines for suggestion in _in_line(line)]


def _in_line(line: Line) -> Iterator[Suggestion]:
    text = unicodedata.normalize("NFKC", line.text)
    found: list[tuple[str, str | int]] = [*_numbers(text), *_days(text), *_amounts(text), *_names(text)]
    for kind, value in found:
        yield Suggestion(kind, value, line.text, line.page, line.box, line.by)


def _numbers(text: str) -> Iterator[tuple[str, str]]:
    """Valid business numbers; one that could be a day counts only beside words that say what it is."""
    named = re.search(known_words()["business_number"], text) is not None
    found = [match[0] for match in _NUMBER.finditer(text)]
    if named and not found:
        found = [match[0].replace(" ", "") for match in _SPACED_NUMBER.finditer(text)]
    for number in found:
        if is_ubn(number) and (named or not _is_day(number)):
            yield "business_number", number


def _is_day(number: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(number).year <= 2100
    except ValueError:
        return False


def _days(text: str) -> Iterator[tuple[str, str]]:
    """Every day, and the ends of every period; what ends a period from one day to another is no day by itself."""
    days = [(match.start(), match.end(), _day(match[0])) for match in re.finditer(_DAY, text)]
    days = [each for each in days if each[2]]
    between, until = re.compile(rf"[\s(（,，)）]*{known_words()['range']}\s*"), re.compile(known_words()["until_word"])
    ends: set[int] = set()
    periods: list[tuple[str, str]] = []
    for (_, end, first), (start, after, second) in pairwise(days):
        if between.fullmatch(text[end:start]) and first <= second:
            periods += [("period_start", first), ("period_end", second)]
            ends |= {end, after}
    yield from periods
    for start, end, day in days:
        if end not in ends:
            yield "date", day
            if until.search(text[max(0, start - 12) : start]) or _ends(text[end : end + 2]):
                yield "period_end", day


def _ends(after: str) -> bool:
    return after.lstrip().startswith(known_words()["until_word"].rpartition("|")[2])


def _day(written: str) -> str:
    try:
        return parse_day(written).isoformat()
    except RocDateInvalid:
        return ""


def _amounts(text: str) -> Iterator[tuple[str, int]]:
    """Amounts of money: with a currency before or a unit after the digits, or both."""
    words = known_words()
    number = r"\d{1,3}(?:,\d{3})+|\d+"
    scale = "|".join(words["multipliers"])
    pattern = rf"(?P<before>{words['currency']}|\$)?\s*(?P<digits>{number})"
    pattern += rf"\s*(?P<scale>{scale})?\s*(?P<unit>{words['amount_unit']})?"
    for match in re.finditer(pattern, text):
        if match["before"] or match["unit"]:
            yield "amount", int(match["digits"].replace(",", "")) * words["multipliers"].get(match["scale"], 1)


def _names(text: str) -> Iterator[tuple[str, str]]:
    """Firms by the legal form that ends their names, people by the word before them."""
    words = known_words()
    lead_ins = re.compile(rf"^(?:{words['firm_lead_ins']})+")
    for match in re.finditer(rf"{words['firm_signs']}{{2,40}}?(?:{words['firm_ending']})", text):
        name = lead_ins.sub("", match[0])
        if len(re.sub(rf"(?:{words['firm_ending']})$", "", name)) > 1:
            yield "name", name
    for match in re.finditer(words["person"], text):
        yield "name", match[1]
