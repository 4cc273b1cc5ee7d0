"""Words that stand for each other, words that say little, and what is mistyped for what: words.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xuzhi.kernel.terms import fold, runs_of

FILE = Path(__file__).with_name("words.toml")
LONGEST_WORD = 8


@dataclass(frozen=True)
class Lexicon:
    """All words folded. `kin` has for each word the others of its groups, `groups` the groups themselves, each called
    by its first word, `beginnings` the words of groups by their first two characters; `confused` has for each
    character the ones that are typed for it."""

    kin: dict[str, tuple[str, ...]]
    groups: dict[str, tuple[str, ...]]
    beginnings: dict[str, tuple[str, ...]]
    generic: frozenset[str]
    joining: frozenset[str]
    confused: dict[str, tuple[str, ...]]
    simplified: dict[int, str]

    def knows(self, word: str) -> bool:
        return word in self.kin or word in self.generic

    def folded(self, text: str) -> str:
        """What somebody typed, in one spelling; simplified characters as the ones that are written here."""
        return fold(text.translate(self.simplified))

    def cut(self, han: str) -> list[tuple[str, bool]]:
        """A run of Chinese as known words (true) and what lies between them, the longest word first."""
        pieces: list[tuple[str, bool]] = []
        place = rest = 0
        while place < len(han):
            word = next((w for n in range(LONGEST_WORD, 1, -1) if self.knows(w := han[place : place + n])), "")
            if not word:
                place += 1
                continue
            pieces += [(han[rest:place], False)] if rest < place else []
            pieces.append((word, True))
            place = rest = place + len(word)
        return pieces + ([(han[rest:], False)] if rest < len(han) else [])

    def spoken_of(self, texts: Iterable[str]) -> set[str]:
        """The groups of which the texts have a word."""
        found: set[str] = set()
        for run, han in (each for text in texts for each in runs_of(text)):
            if han:
                for at in range(len(run) - 1):
                    for word in self.beginnings.get(run[at : at + 2], ()):
                        if run.startswith(word, at):
                            found.update(self.groups[word])
            else:
                found.update(self.groups.get(run, ()))
        return found

    def nearest(self, word: str) -> tuple[str, ...]:
        """Known Latin words that one slip of the fingers away; none for a short word."""
        if len(word) < 5 or word in self.kin:
            return ()
        slips = _slips(word)
        return tuple(known for known in self.kin if known in slips)

    def variants(self, text: str) -> tuple[str, ...]:
        """The text with one character replaced by another that it is taken for."""
        return tuple(
            text[:place] + other + text[place + 1 :]
            for place, sign in enumerate(text)
            for other in self.confused.get(sign, ())
        )


@cache
def lexicon() -> Lexicon:
    read = tomllib.loads(FILE.read_text("utf-8"))
    groups = [[fold(word) for word in group] for group in read["groups"]]
    named = _groups(groups)
    return Lexicon(
        kin=_kin(groups),
        groups=named,
        beginnings={word[:2]: tuple(each for each in named if each.startswith(word[:2])) for word in named},
        generic=frozenset(map(fold, read["generic"])),
        joining=frozenset(read["joining"]),
        confused=_kin(read["confused"]),
        simplified={ord(plain): written for plain, written in read["simplified"].items()},
    )


def _groups(groups: Iterable[list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        for word in group:
            found.setdefault(word, {})[group[0]] = None
    return {word: tuple(names) for word, names in found.items()}


def _kin(groups: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for group in groups:
        members = list(group)
        for each in members:
            found.setdefault(each, {}).update(dict.fromkeys(other for other in members if other != each))
    return {word: tuple(others) for word, others in found.items()}


def _slips(word: str) -> set[str]:
    """All that is one letter left out, put in, mistaken or swapped away."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(before + after[1:] for before, after in parts if after),
        *(before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1),
        *(before + letter + after[1:] for before, after in parts if after for letter in letters),
        *(before + letter + after for before, after in parts for letter in letters),
    }
