"""Which words of two texts differ, for showing them side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Chinese has no spaces between words, so each character stands for itself; Latin words and numbers stay whole.
_TOKEN = re.compile(r"[A-Za-z0-9_.,%]+|\s+|.", re.DOTALL)
_MOST_TOKENS = 4000


@dataclass(frozen=True)
class Piece:
    text: str
    differs: bool


def marked(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut into pieces, those that the other does not have marked."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) + len(new) > _MOST_TOKENS:
        return (Piece(before, True),), (Piece(after, True),)
    one: list[Piece] = []
    other: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for pieces, tokens in ((one, old[a:b]), (other, new[c:d])):
            if tokens:
                pieces.append(Piece("".join(tokens), tag != "equal"))
    return tuple(one), tuple(other)
