"""Two files that should say the same: where their texts differ.

Spaces, line ends, widths of signs, punctuation, marks of lists, page numbers and lines that repeat on every page (heads
and feet) make no difference: a PDF made from a Word file has them otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.documents.inspection.report import excerpt
from xuzhi.documents.inspection.words import known_words

MOST_CHANGES = 2_500
"""Signs and words that may differ; texts further apart are told as different without saying where."""

_TOKEN = re.compile(r"[A-Za-z0-9]+|[^\W_]")
_CONTEXT = 12
_REPEATS = 0.6
_PAGE = "\f"


@dataclass(frozen=True)
class Difference:
    """kind: only_a, only_b, or changed; `before` is what stands ahead of it in both."""

    kind: str
    a: str
    b: str
    before: str

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "a": excerpt(self.a), "b": excerpt(self.b), "before": self.before}


@dataclass(frozen=True)
class Pair:
    """`share` of the longer text that both have; `differences` is None when they are too many to tell."""

    share: float
    differences: tuple[Difference, ...] | None

    @property
    def same(self) -> bool:
        return self.differences == ()

    def as_json(self) -> dict[str, Any]:
        told = None if self.differences is None else [each.as_json() for each in self.differences]
        return {"same": self.same, "share": self.share, "differences": told}


def compare_texts(a: str, b: str) -> Pair:
    """Where two texts differ; pages are parted by form feeds."""
    first, second = tokens_of(a), tokens_of(b)
    steps = _shortest_edit(first, second, MOST_CHANGES)
    if steps is None:
        both = sum((Counter(first) & Counter(second)).values())
        return Pair(round(both / max(len(first), len(second)), 4), None)
    kept = len(first) - sum(1 for kind, _, _ in steps if kind == "-")
    share = round(kept / max(len(first), len(second)), 4) if first or second else 1.0
    found = [each for each in _differences(first, second, steps) if not _is_mark(each)]
    return Pair(share, tuple(found))


def tokens_of(text: str) -> list[str]:
    """Words of Latin letters and digits, and every other letter by itself; nothing else."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", "\n".join(_without_heads(text.split(_PAGE)))))


def _without_heads(pages: Sequence[str]) -> list[str]:
    lines = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    on_pages = Counter(line for page in lines for line in set(page))
    often = {line for line, count in on_pages.items() if len(pages) > 2 and count >= _REPEATS * len(pages)}
    return [line for page in lines for line in page if line not in often and not (line.isdigit() and len(pages) > 1)]


def _shortest_edit(a: Sequence[str], b: Sequence[str], most: int) -> list[tuple[str, int, int]] | None:
    """The fewest removals ("-") and insertions ("+") that make b of a, with where they stand in both; None when they
    are more than `most` (Myers, An O(ND) Difference Algorithm)."""
    most = min(most, len(a) + len(b))
    middle = most + 1
    furthest = [0] * (2 * middle + 1)  # how far in a, by diagonal
    trace: list[array[int]] = []
    for changes in range(most + 1):
        trace.append(array("i", furthest[middle - changes - 1 : middle + changes + 2]))
        for diagonal in range(-changes, changes + 1, 2):
            left, right = furthest[middle + diagonal - 1], furthest[middle + diagonal + 1]
            at_a = right if _comes_down(diagonal, changes, left, right) else left + 1
            at_b = at_a - diagonal
            while at_a < len(a) and at_b < len(b) and a[at_a] == b[at_b]:
                at_a, at_b = at_a + 1, at_b + 1
            furthest[middle + diagonal] = at_a
            if at_a >= len(a) and at_b >= len(b):
                return _walk_back(trace, len(a), len(b))
    return None


def _comes_down(diagonal: int, changes: int, left: int, right: int) -> bool:
    """Whether the furthest way to a diagonal ends with an insertion rather than a removal."""
    return diagonal == -changes or (diagonal != changes and left < right)


def _walk_back(trace: Sequence[array[int]], at_a: int, at_b: int) -> list[tuple[str, int, int]]:
    steps = []
    for changes in range(len(trace) - 1, 0, -1):
        kept, diagonal = trace[changes], at_a - at_b
        left, right = kept[changes + diagonal], kept[changes + diagonal + 2]
        down = _comes_down(diagonal, changes, left, right)
        at_a = right if down else left
        at_b = at_a - (diagonal + 1 if down else diagonal - 1)
        steps.append(("+", at_a, at_b) if down else ("-", at_a, at_b))
    return steps[::-1]


def _differences(a: Sequence[str], b: Sequence[str], steps: Sequence[tuple[str, int, int]]) -> list[Difference]:
    """Steps that follow one another without anything kept between them, as one difference."""
    runs: list[list[tuple[str, int, int]]] = []
    end = (-1, -1)
    for kind, at_a, at_b in steps:
        if (at_a, at_b) != end:
            runs.append([])
        runs[-1].append((kind, at_a, at_b))
        end = (at_a + 1, at_b) if kind == "-" else (at_a, at_b + 1)
    found = []
    for run in runs:
        gone = _said([a[at] for kind, at, _ in run if kind == "-"])
        come = _said([b[at] for kind, _, at in run if kind == "+"])
        start = run[0][1]
        kind = "changed" if gone and come else "only_a" if gone else "only_b"
        found.append(Difference(kind, gone, come, _said(a[max(0, start - _CONTEXT) : start])))
    return found


def _said(tokens: Sequence[str]) -> str:
    """Words apart, other signs together."""
    text = ""
    for token in tokens:
        text += f" {token}" if text and token[0].isascii() and text[-1].isascii() else token
    return text


def _is_mark(difference: Difference) -> bool:
    """A number or bullet that one file sets as text and the other as a list."""
    return difference.kind != "changed" and bool(re.fullmatch(known_words()["list_mark"], difference.a or difference.b))
