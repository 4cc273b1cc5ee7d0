"""What a question asks for: its words, each with its kin and likely slips, as queries for the index.

A place is one thing that is asked for. `排班` is a place that 輪值 fills as well, only less; two neighbouring
characters of an unknown word are one. A listing answers when it fills enough of the places, weighed by how rare each
is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from xuzhi.kernel.terms import exactly, query_of, runs_of
from xuzhi.marketplace.finding.lexicon import Lexicon, lexicon

# Marks of the parts of the index: the name; what stands at its head; everything is unmarked. And of groups of words,
# and of codes of facets.
NAME, HEAD, ANYWHERE, KIN_MARK, FACET_MARK = "=", "-", "", "~", "/"
SAID, KIN, SLIP = 1.0, 0.55, 0.5
# What standing at the head, and being the name, adds to standing there at all.
AT_HEAD, AS_NAME = 0.8, 1.2
MOST_KIN, MOST_SLIPS = 24, 12
LONGEST_NAME = 5
GENERIC = 0.12
PAIR, JOINING, LOOSE = 0.6, 0.1, 0.3
EXACT_TIER, SLIP_TIER = 0, 1


@dataclass(frozen=True)
class Word:
    """One way to fill a place: the folded word, and its worth beside the one that was said."""

    text: str
    worth: float


@dataclass(frozen=True)
class Place:
    """`weight` is how much it matters before rarity is known, `groups` the groups of words whose others fill it as
    well; a bonus lifts what has it and is required of nothing."""

    said: str
    words: tuple[Word, ...]
    weight: float
    slips: tuple[Word, ...] = ()
    groups: tuple[str, ...] = ()
    bonus: str = ""


@dataclass(frozen=True)
class Lookup:
    """One query for the index: of which place, in which tier (what was said, or its slips where that finds nothing),
    and what a hit adds. Whatever another lookup of a place and tier finds, its `base` finds as well."""

    place: int
    tier: int
    worth: float
    query: str
    base: bool = False


@dataclass(frozen=True)
class Question:
    """`runs` are the folded runs of the text."""

    text: str
    places: tuple[Place, ...]
    runs: tuple[str, ...]

    @property
    def lookups(self) -> list[Lookup]:
        """What is in every second listing is looked for only where nothing else was said."""
        telling = any(place.weight > GENERIC and not place.bonus for place in self.places)
        return [
            each
            for number, place in enumerate(self.places)
            if place.weight > GENERIC or not telling
            for each in _lookups(number, place)
        ]


def ask(text: str, most: int = 24) -> Question:
    """What a short search asks for; no places where nothing can be looked for."""
    words = lexicon()
    runs = _joined(runs_of(words.folded(text)), words)
    places = [place for run, han in runs for place in _places(run, han, words, alone=len(runs) == 1)]
    named = [_name(run) for run, han in runs if han and 2 <= len(run) <= LONGEST_NAME]
    return Question(text, (*_unlike(places)[:most], *(each for each in named if each)), tuple(run for run, _ in runs))


def ask_at_length(text: str, most: int = 60) -> Question:
    """What a paragraph asks for: the words that say something, the known ones first."""
    words = lexicon()
    runs = _joined(runs_of(words.folded(text)), words)
    places = [place for run, han in runs for place in _places(run, han, words, alone=False)]
    telling = [place for place in places if place.weight > GENERIC and len(place.said) > 1]
    telling.sort(key=lambda place: -place.weight)
    return Question(text, tuple(_unlike(telling)[:most]), tuple(run for run, _ in runs))


def _joined(runs: list[tuple[str, bool]], words: Lexicon) -> list[tuple[str, bool]]:
    """Two Latin words that are known as one (`cold chain`) as one."""
    joined: list[tuple[str, bool]] = []
    for run, han in runs:
        if joined and not han and not joined[-1][1] and words.knows(f"{joined[-1][0]} {run}"):
            joined[-1] = (f"{joined[-1][0]} {run}", False)
        else:
            joined.append((run, han))
    return joined


def _places(run: str, han: bool, words: Lexicon, *, alone: bool) -> Iterator[Place]:
    if not han:
        yield _word(run, words)
        return
    pieces = words.cut(run)
    for piece, known in pieces:
        if known:
            yield _word(piece, words)
        elif len(piece) > 1:
            yield from (_pair(piece[at : at + 2], words) for at in range(len(piece) - 1))
        elif len(pieces) == 1:
            yield Place(piece, (Word(piece, SAID),), 1.0 if alone else LOOSE)
        # A single character between known words says nothing of its own.


def _word(word: str, words: Lexicon) -> Place:
    kin = [Word(each, KIN) for each in words.kin.get(word, ())[:MOST_KIN]]
    slips = [Word(each, SLIP) for near in words.nearest(word) for each in (near, *words.kin[near])][:MOST_KIN]
    weight = GENERIC if word in words.generic and word not in words.kin else 1.0
    return Place(word, (Word(word, SAID), *kin), weight, tuple(slips), words.groups.get(word, ()))


def _pair(pair: str, words: Lexicon) -> Place:
    slips = tuple(
        Word(each, SLIP)
        for variant in words.variants(pair)[:MOST_SLIPS]
        for each in (variant, *(words.kin.get(variant, ())[:4]))
    )
    weight = JOINING if words.joining.intersection(pair) else PAIR
    return Place(pair, (Word(pair, SAID),), weight, slips)


def _name(run: str) -> Place | None:
    """The run as somebody's memory of a name: all its characters, or all but one, in any order."""
    signs = list(dict.fromkeys(run))
    if len(signs) < 2:
        return None
    kept = [signs] if len(signs) == 2 else combinations(signs, len(signs) - 1)
    query = " | ".join(f"({' & '.join(query_of(sign, NAME) for sign in some)})" for some in kept)
    return Place(run, (), LOOSE, bonus=query)


def _unlike(places: Iterable[Place]) -> list[Place]:
    return list({place.said: place for place in places}.values())


def _lookups(number: int, place: Place) -> Iterator[Lookup]:
    if place.bonus:
        yield Lookup(number, EXACT_TIER, 1.0, place.bonus, base=True)
        return
    said = f"({query_of(place.said)})"
    if place.groups:
        groups = [exactly(f"{KIN_MARK}{group}") for group in place.groups]
        yield Lookup(number, EXACT_TIER, KIN, " | ".join((said, *groups)), base=True)
        yield Lookup(number, EXACT_TIER, SAID - KIN, said)
    else:
        yield Lookup(number, EXACT_TIER, SAID, said, base=True)
    yield Lookup(number, EXACT_TIER, AT_HEAD, query_of(place.said, HEAD))
    yield Lookup(number, EXACT_TIER, AS_NAME, query_of(place.said, NAME))
    if slips := [f"({query})" for word in place.slips if (query := query_of(word.text))]:
        yield Lookup(number, SLIP_TIER, SLIP, " | ".join(slips), base=True)


def choice(chosen: Mapping[str, Iterable[str]]) -> str:
    """The query for any of the codes of every facet that has some, "" where none has."""
    facets = [[exactly(f"{FACET_MARK}{facet}:{code}") for code in codes] for facet, codes in chosen.items()]
    return " & ".join(f"({' | '.join(codes)})" for codes in facets if codes)
