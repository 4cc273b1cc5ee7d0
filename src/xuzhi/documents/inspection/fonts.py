"""Which text stands in which font and size, gathered by font, and how much of it a profile accepts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xuzhi.documents.inspection.report import LONGEST_EXCERPT, Found, excerpt
from xuzhi.documents.inspection.scripts import CJK, LATIN, script_of

_PLACES_KEPT = 100
"""Of one font and size; how many more there are is counted."""

TINY_POINTS = 4
"""Text below this size is not there to be read."""

UNKNOWN = "?"
"""The font or size of text for which the file names none."""


@dataclass
class Fonts:
    """Counts signs by (script, font, size); spaces and signs of either script are not counted."""

    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    places: dict[tuple[str, str, str], list[dict[str, str]]] = field(default_factory=dict)
    runs: dict[tuple[str, str, str], int] = field(default_factory=dict)
    last: dict[tuple[str, str, str], str] = field(default_factory=dict)
    exempt: int = 0

    def add(self, text: str, where: str, *, cjk: tuple[str, str], latin: tuple[str, str]) -> None:
        """Count a stretch of text whose CJK and Latin signs stand in these (font, size in points)."""
        by_script: dict[str, list[str]] = {}
        for sign in text:
            script = script_of(sign)
            if script:
                by_script.setdefault(script, []).append(sign)
        for script, signs in by_script.items():
            key = (script, *(cjk if script == CJK else latin))
            self.counts[key] = self.counts.get(key, 0) + len(signs)
            self._place(key, where, "".join(signs) if script == LATIN else text)

    def leave_out(self, text: str) -> None:
        """Text of a figure or its caption: counted, and held against no font."""
        self.exempt += sum(1 for sign in text if script_of(sign))

    def _place(self, key: tuple[str, str, str], where: str, text: str) -> None:
        kept = self.places.setdefault(key, [])
        if self.last.get(key) == where:
            if kept[-1]["where"] == where and len(kept[-1]["text"]) < LONGEST_EXCERPT:
                kept[-1]["text"] = excerpt(kept[-1]["text"] + text)
            return
        self.last[key] = where
        self.runs[key] = self.runs.get(key, 0) + 1
        if len(kept) < _PLACES_KEPT:
            kept.append({"where": where, "text": excerpt(text)})

    def as_facts(self) -> dict[str, Any]:
        """{"fonts": [{script, font, size, characters, runs, places}], "characters_cjk", "characters_latin"}.

        Most first; `runs` counts the paragraphs or pages that it stands in, `characters_exempt` figures, captions."""
        ordered = sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        names = ("script", "font", "size")
        fonts = [
            {**dict(zip(names, key, strict=True)), "characters": count, "runs": self.runs[key]}
            | {"places": self.places[key]}
            for key, count in ordered
        ]
        sums = {f"characters_{each}": _sum(fonts, each) for each in (CJK, LATIN)}
        return {"fonts": fonts, **sums} | ({"characters_exempt": self.exempt} if self.exempt else {})


@dataclass(frozen=True)
class Profile:
    """What fonts a document's text must stand in: names that count as the one asked for, and sizes in points."""

    name: str
    clause: str
    cjk: tuple[str, ...]
    latin: tuple[str, ...]
    sizes: tuple[str, ...]

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Profile:
        lists = {key: tuple(map(str, written.get(key) or ())) for key in ("cjk", "latin", "sizes")}
        return cls(str(written.get("name", "")), str(written.get("clause", "")), **lists)

    def accepts(self, script: str, font: str, size: str) -> bool:
        named = self.cjk if script == CJK else self.latin
        right_font = not named or _folded(font) in {_folded(each) for each in named}
        return right_font and (not self.sizes or size in self.sizes)


def apply_profile(profile: Profile, fonts: Iterable[Mapping[str, Any]]) -> tuple[list[Found], dict[str, Any]]:
    """One finding a font and size that the profile does not accept, and how much of the text it does accept.

    The shares are (conforming, all) by script; a script that does not occur has none.
    """
    fonts = list(fonts)
    wrong = [each for each in fonts if not profile.accepts(each["script"], each["font"], each["size"])]
    findings = [_found(profile, each, place) for each in wrong for place in each["places"][:_PLACES_KEPT]]
    shares = {}
    for script in (CJK, LATIN):
        every, bad = _sum(fonts, script), _sum(wrong, script)
        shares[f"conforming_{script}"] = (every - bad, every)
    return findings, shares


@dataclass(frozen=True)
class Differing:
    """Text in a font and size that the profile does not accept: where, and in how many more places than are named."""

    script: str
    found: str
    expected: str
    characters: int
    places: tuple[Mapping[str, str], ...]
    more: int


def differing(profile: Profile, fonts: Iterable[Mapping[str, Any]]) -> list[Differing]:
    """What stands otherwise than the profile asks, most first."""
    told = []
    for each in fonts:
        if profile.accepts(each["script"], each["font"], each["size"]):
            continue
        named = profile.cjk if each["script"] == CJK else profile.latin
        expected = " ".join([named[0] if named else "", "/".join(profile.sizes)]).strip()
        places = tuple(each["places"])
        more = each.get("runs", len(places)) - len(places)
        found = f"{each['font']} {each['size']}"
        told.append(Differing(each["script"], found, expected, each["characters"], places, more))
    return told


def _found(profile: Profile, font: Mapping[str, Any], place: Mapping[str, str]) -> Found:
    named = profile.cjk if font["script"] == CJK else profile.latin
    return Found(
        rule=f"font_{font['script']}",
        outcome="not_met",
        where=place["where"],
        text=place["text"],
        expected=" ".join([named[0] if named else "", "/".join(profile.sizes)]).strip(),
        found=f"{font['font']} {font['size']}",
        count=font["characters"],
    )


def _sum(fonts: Iterable[Mapping[str, Any]], script: str) -> int:
    return sum(each["characters"] for each in fonts if each["script"] == script)


def _folded(font: str) -> str:
    """Font names are compared without case, width and spaces."""
    return "".join(unicodedata.normalize("NFKC", font).casefold().split())
