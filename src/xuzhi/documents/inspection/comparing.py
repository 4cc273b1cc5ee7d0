"""Two texts that should say the same, such as a plan as a Word file and as PDF: what stands in one and not in the
other. White space, line ends and pages do not matter, nor do page numbers and lines that every page repeats."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from xuzhi.documents.inspection.report import excerpt

MOST_TOLD = 100
"""Differences of one side that are named; how many more there are is counted."""

_SENTENCES = re.compile(r"(?<=[。；！？;!?])")
_NUMBERED = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．:：]|[•‧●○■◆▪\-–—])+")
_PAGE_NUMBER = re.compile(r"^[-–—第頁共/\d\s]*\d[-–—第頁共/\d\s]*$|^page\d+(of\d+)?$", re.I)
_EDGE = 2
_MOST_LOOKED_AT = 2_000


@dataclass(frozen=True)
class Lacking:
    """Words of one text that the other does not have. `where` is a page or a line; `part` is what is not there."""

    where: str
    text: str
    part: str


@dataclass(frozen=True)
class Comparison:
    """`share` is how much of both texts stands in the other, in hundredths of a percent, rounded down."""

    share: int
    only_first: tuple[Lacking, ...] = ()
    only_second: tuple[Lacking, ...] = ()
    more_first: int = 0
    more_second: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def compare_texts(first: str, second: str) -> Comparison:
    """Texts with lines by line ends and pages by form feeds."""
    one, other = _Text(first), _Text(second)
    (lacks_first, all_first), (lacks_second, all_second) = one.not_in(other), other.not_in(one)
    signs = all_first + all_second
    lost = sum(len(each.part) for each in (*lacks_first, *lacks_second))
    return Comparison(
        share=max(0, 10_000 * (signs - lost) // signs) if signs else 10_000,
        only_first=tuple(_told(each) for each in lacks_first[:MOST_TOLD]),
        only_second=tuple(_told(each) for each in lacks_second[:MOST_TOLD]),
        more_first=max(0, len(lacks_first) - MOST_TOLD),
        more_second=max(0, len(lacks_second) - MOST_TOLD),
    )


def _told(lacking: Lacking) -> Lacking:
    return Lacking(lacking.where, excerpt(lacking.text), excerpt(lacking.part))


class _Text:
    def __init__(self, text: str) -> None:
        self.pages = [page.splitlines() for page in text.split("\f")]
        self.whole = _plain(text)

    def not_in(self, other: _Text) -> tuple[list[Lacking], int]:
        """What the other text does not have, and how many signs were looked for."""
        lacking, signs, looked = [], 0, 0
        for where, said in self._stretches():
            plain = _plain(said)
            signs += len(plain)
            if not plain or plain in other.whole:
                continue
            bare = _NUMBERED.sub("", plain)
            if bare in other.whole:
                continue
            looked += 1
            part = _uncovered(bare, other.whole) if looked <= _MOST_LOOKED_AT else bare
            if part:
                lacking.append(Lacking(where, said.strip(), part))
        return lacking, signs

    def _stretches(self) -> Iterator[tuple[str, str]]:
        """Sentences of a text without pages; lines of one with pages, but for page numbers and running heads."""
        if len(self.pages) == 1:
            for number, line in enumerate(self.pages[0], 1):
                yield from ((f"line {number}", each) for each in _SENTENCES.split(line) if each.strip())
            return
        running = _running(self.pages)
        for number, lines in enumerate(self.pages, 1):
            for place, line in enumerate(lines):
                if not _repeats(line, place, len(lines), running):
                    yield f"page {number}", line


def page_lines(text: str) -> list[list[str]]:
    """The lines of a text page by page, without page numbers and what every page repeats; one page where it has
    none."""
    pages = [page.splitlines() for page in text.split("\f")]
    if len(pages) == 1:
        return pages
    running = _running(pages)
    return [
        [line for place, line in enumerate(lines) if not _repeats(line, place, len(lines), running)] for lines in pages
    ]


def _repeats(line: str, place: int, lines: int, running: frozenset[str]) -> bool:
    """Whether a line at the edge of a page is its number, or stands on every page."""
    at_edge = place < _EDGE or place >= lines - _EDGE
    return at_edge and bool(_PAGE_NUMBER.match(_plain(line)) or _plain(line) in running)


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines at the edge of more than half of the pages."""
    seen = Counter(line for page in pages for line in {_plain(each) for each in (*page[:_EDGE], *page[-_EDGE:])})
    return frozenset(line for line, count in seen.items() if len(pages) > _EDGE and count * 2 > len(pages))


def _uncovered(said: str, whole: str) -> str:
    """What is left between the longest beginning and the longest end that the other text has: nothing where a page
    ends within a sentence."""
    begins = _longest(said, whole, from_end=False)
    ends = _longest(said, whole, from_end=True)
    return said[begins : len(said) - ends] if begins + ends < len(said) else ""


def _longest(said: str, whole: str, *, from_end: bool) -> int:
    low, high = 0, len(said)
    while low < high:
        middle = (low + high + 1) // 2
        part = said[len(said) - middle :] if from_end else said[:middle]
        low, high = (middle, high) if part in whole else (low, middle - 1)
    return low


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in folded if not sign.isspace() and sign.isprintable())
