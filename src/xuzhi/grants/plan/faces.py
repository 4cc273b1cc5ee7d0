"""The fonts that a document names, and which of them the PDF can embed on this machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import typst

LATIN_STANDINS = ("Liberation Serif", "Tinos", "Nimbus Roman", "TeX Gyre Termes", "Libertinus Serif")
"""Open fonts of the same widths as Times New Roman, and the one that the typesetter brings along."""


@dataclass(frozen=True)
class Faces:
    """`cjk` and `latin` as the file names them, `size` in points."""

    cjk: str
    latin: str
    size: float

    @classmethod
    def asked(cls, asked: Mapping[str, Any]) -> Faces:
        """Out of engine.fonts.fonts_asked: the first name of each list is the one to be written."""
        return cls(asked["cjk"][0], asked["latin"][0], float(asked["sizes"][0]))


def embeddable(wanted: Sequence[str], folders: Sequence[str] = ()) -> str:
    """The first of these fonts that is on this machine, by its own name; "" where none is. `folders` are looked into
    beside those of the system."""
    there = {_folded(each): each for each in _families(tuple(folders))}
    return next((there[_folded(name)] for name in wanted if _folded(name) in there), "")


@cache
def _families(folders: tuple[str, ...]) -> tuple[str, ...]:
    """Looked for once a process: reading every font of a machine takes a while."""
    fonts = typst.Fonts(include_system_fonts=True, font_paths=list(folders))
    return tuple(fonts.families())


def _folded(name: str) -> str:
    return "".join(name.casefold().split())
