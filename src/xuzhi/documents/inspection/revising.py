"""A later text of the same document beside the earlier one, paragraph by paragraph: new, gone, or said otherwise.

Where a text has pages, its lines are put together to paragraphs first; page numbers and lines that every page repeats
are no part of it. White space does not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

from xuzhi.documents.inspection.comparing import page_lines

MOST_TOLD, LONGEST = 300, 1_200
"""Paragraphs that are told, and signs of one of them; how many more there are is counted."""

_ENDS = re.compile(r"[。！？；：!?;:.]$")
_BEGINS = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[•‧●○■◆▪\-–—]|第.{1,3}[章節條])")
_ALIKE = 0.4
_NEAR = 30


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either text, or of both. `before` and `after` are [(words, whether the other has them)]."""

    before: tuple[tuple[str, bool], ...] = ()
    after: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Revision:
    """The paragraphs that differ, how many more do, and how many are the same."""

    paragraphs: tuple[Paragraph, ...]
    more: int
    same: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def revise_texts(first: str, second: str) -> Revision:
    """The earlier text and the later one; lines by line ends, pages by form feeds."""
    before, after = (list(_paragraphs(text)) for text in (first, second))
    matcher = SequenceMatcher(None, [_plain(each) for each in before], [_plain(each) for each in after], autojunk=False)
    found: list[Paragraph] = []
    same = 0
    for sort, i, j, k, m in matcher.get_opcodes():
        if sort == "equal":
            same += j - i
        else:
            found += _changed(before[i:j], after[k:m])
    return Revision(tuple(found[:MOST_TOLD]), max(0, len(found) - MOST_TOLD), same)


def _paragraphs(text: str) -> Iterator[str]:
    pages = page_lines(text)
    if len(pages) == 1:
        yield from (line.strip() for line in pages[0] if line.strip())
        return
    so_far = ""
    for line in (each.strip() for page in pages for each in page):
        if not line:
            continue
        if so_far and _BEGINS.match(line):
            yield so_far
            so_far = ""
        so_far += line
        if _ENDS.search(line):
            yield so_far
            so_far = ""
    if so_far:
        yield so_far


def _changed(before: Sequence[str], after: Sequence[str]) -> list[Paragraph]:
    """Paragraphs that became others are told beside each other, where they are alike at all."""
    left, found = list(before), []
    for new in after:
        nearest = max(left[:_NEAR], key=lambda old: _likeness(old, new), default="")
        if nearest and _likeness(nearest, new) >= _ALIKE:
            at = left.index(nearest)
            found += [Paragraph(before=((old[:LONGEST], False),)) for old in left[:at]]
            left = left[at + 1 :]
            found.append(_beside(nearest[:LONGEST], new[:LONGEST]))
        else:
            found.append(Paragraph(after=((new[:LONGEST], False),)))
    return found + [Paragraph(before=((old[:LONGEST], False),)) for old in left]


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old[:LONGEST], new[:LONGEST], autojunk=False).quick_ratio()


def _beside(old: str, new: str) -> Paragraph:
    before: list[tuple[str, bool]] = []
    after: list[tuple[str, bool]] = []
    for sort, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if j > i:
            before.append((old[i:j], sort == "equal"))
        if m > k:
            after.append((new[k:m], sort == "equal"))
    return Paragraph(tuple(before), tuple(after))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
