"""How alike two plans are, and where: MinHash to find candidates among thousands, exact figures and runs for the few.

Texts are compared as rows of characters without spaces and signs, so that Chinese needs no words: a shingle is so many
characters in a row. A signature is the MinHash of all shingles of a text; the share of equal numbers in two of them
estimates the Jaccard index of their shingles.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import eq

SHINGLE = 5
NUMBERS = 256  # a signature has so many; an estimate of 0.1 is then off by 0.02, two times in three
SEED = 20260213
SHORTEST_RUN = 13  # characters in a row that are said to be the same passage
SIGNATURE_BYTES = NUMBERS * 4


@dataclass(frozen=True)
class Bare:
    """A text without spaces and signs, folded; `places` are where its characters stand in the text as written."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """So many characters in a row that both have, by their place in the two bare texts."""

    here: int
    there: int
    length: int


@dataclass(frozen=True)
class Passage:
    """A run as both texts write it, with what stands before and after."""

    before: str
    same: str
    after: str
    there_before: str
    there_same: str
    there_after: str


def bare(text: str) -> Bare:
    """What is compared of a text: letters and digits, width and case folded."""
    kept, places = [], []
    for place, written in enumerate(text):
        for sign in unicodedata.normalize("NFKC", written).casefold():
            if sign.isalnum():
                kept.append(sign)
                places.append(place)
    return Bare("".join(kept), tuple(places))


def shingles(text: str) -> frozenset[str]:
    """The shingles of a bare text; the text itself where it is shorter than one."""
    if len(text) < SHINGLE:
        return frozenset((text,)) if text else frozenset()
    return frozenset(text[place : place + SHINGLE] for place in range(len(text) - SHINGLE + 1))


def signature(text: str) -> bytes:
    """The MinHash of a bare text. The same text has the same one on every machine, with the same library's version."""
    import rensa

    made = rensa.RMinHash(num_perm=NUMBERS, seed=SEED)
    made.update(list(shingles(text)))
    return struct.pack(f"<{NUMBERS}I", *made.digest())


def algorithm() -> str:
    """What signatures depend on: where it differs, they are made anew."""
    import rensa

    return f"rensa-r{rensa.RMinHash.ALGORITHM_VERSION}-{NUMBERS}-{SHINGLE}"


def estimated(one: bytes, other: bytes) -> float:
    """The estimate of the Jaccard index by two signatures."""
    numbers = zip(memoryview(one).cast("I"), memoryview(other).cast("I"), strict=True)
    return sum(1 for a, b in numbers if a == b) / NUMBERS


def candidates(mine: bytes, others: Iterable[tuple[str, bytes]], *, least: float, most: int) -> list[tuple[str, float]]:
    """Those whose estimate is not below `least`, the likeliest first, at most so many. One look at every signature:
    they are read one after another and none is kept."""
    numbers = memoryview(mine).cast("I")
    enough = least * NUMBERS
    found = []
    for name, signed in others:
        same = sum(map(eq, numbers, memoryview(signed).cast("I")))
        if same >= enough:
            found.append((name, same / NUMBERS))
    return sorted(found, key=lambda each: (-each[1], each[0]))[:most]


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared shingles of all that either has."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def runs(mine: str, other: str, *, shortest: int = SHORTEST_RUN) -> list[Run]:
    """What both bare texts have in a row, by place in the first, none over another; each is the longest from where it
    begins, among the first places in the other text where it could."""
    places: dict[str, list[int]] = {}
    for place in range(len(other) - shortest + 1):
        places.setdefault(other[place : place + shortest], []).append(place)
    found, here = [], 0
    while here <= len(mine) - shortest:
        starts = places.get(mine[here : here + shortest], ())
        best = max((Run(here, there, _length(mine, here, other, there, shortest)) for there in starts[:8]),
                   key=lambda run: run.length, default=None)  # fmt: skip
        if best is None:
            here += 1
            continue
        found.append(best)
        here += best.length
    return found


def _length(mine: str, here: int, other: str, there: int, known: int) -> int:
    longest = min(len(mine) - here, len(other) - there)
    length = known
    while length < longest and mine[here + length] == other[there + length]:
        length += 1
    return length


def share_of(mine: str, found: Iterable[Run]) -> float:
    """How much of the bare text stands in runs."""
    return sum(run.length for run in found) / len(mine) if mine else 0.0


def passage(mine: tuple[str, Bare], other: tuple[str, Bare], run: Run, *, around: int = 30) -> Passage:
    """The run as written in both texts, with so many characters around it."""
    here = _cut(*mine, run.here, run.length, around)
    there = _cut(*other, run.there, run.length, around)
    return Passage(*here, *there)


def _cut(text: str, known: Bare, begins: int, length: int, around: int) -> tuple[str, str, str]:
    first, last = known.places[begins], known.places[begins + length - 1] + 1
    return text[max(0, first - around) : first], text[first:last], text[last : last + around]


def longest_first(found: Iterable[Run], most: int) -> list[Run]:
    """The longest runs, so many, back in the order of the text."""
    kept = sorted(found, key=lambda run: -run.length)[:most]
    return sorted(kept, key=lambda run: run.here)


def joined(answers: Mapping[str, object]) -> str:
    """The text of answers: their sentences one below the other, rows field by field."""
    return "\n".join(part for value in answers.values() for part in _parts(value) if part.strip())


def _parts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _parts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _parts(each)
