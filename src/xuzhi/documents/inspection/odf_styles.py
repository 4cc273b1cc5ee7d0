"""How ODF decides which font a piece of text stands in: its spans' styles, the paragraph's, their parents, the default;
Western and Asian fonts apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from xuzhi.documents.inspection.fonts import UNKNOWN

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CAPTIONS = frozenset({"caption", "illustration", "figure", "drawing"})
_POINTS = {"pt": Decimal(1), "in": Decimal(72), "cm": Decimal("28.346"), "mm": Decimal("2.8346"), "pc": Decimal(12)}


@dataclass(frozen=True)
class OdfFace:
    cjk: str = UNKNOWN
    latin: str = UNKNOWN
    size: str = ""
    size_cjk: str = ""
    colour: str = ""
    hidden: bool = False
    shaded: bool = False


@dataclass
class OdfStyles:
    named: dict[str, Any] = field(default_factory=dict)
    default: Any | None = None
    families: dict[str, str] = field(default_factory=dict)
    _kept: dict[tuple[str, ...], OdfFace] = field(default_factory=dict)

    @classmethod
    def read(cls, content: Any, styles: Any) -> OdfStyles:
        """From the roots of content.xml and styles.xml; the content's own styles go before the document's."""
        made = cls()
        for root in (styles, content):
            for face in root.iter(f"{_STYLE}font-face"):
                made.families[face.get(f"{_STYLE}name", "")] = face.get(f"{_SVG}font-family", "").strip("'\"")
            for style in root.iter(f"{_STYLE}style"):
                made.named[style.get(f"{_STYLE}name", "")] = style
        for style in styles.iter(f"{_STYLE}default-style"):
            if style.get(f"{_STYLE}family") == "paragraph":
                made.default = style
        return made

    def is_caption(self, name: str) -> bool:
        """Whether the style is that of captions, or one made from it."""
        names = {each.get(f"{_STYLE}name", "").casefold() for each in self._styles(name)} | {name.casefold()}
        return bool(names & _CAPTIONS)

    def face(self, named: Sequence[str]) -> OdfFace:
        """The look of text within these styles, the inmost last."""
        key = tuple(named)
        if key not in self._kept:
            self._kept[key] = self._face(key)
        return self._kept[key]

    def _face(self, named: tuple[str, ...]) -> OdfFace:
        levels = [level for name in reversed(named) for level in self._levels(name)]
        if self.default is not None:
            levels.append(self.default.find(f"{_STYLE}text-properties"))
        levels = [level for level in levels if level is not None]
        shades = [_first(levels, f"{_FO}background-color"), self._paragraph_shade(named)]
        return OdfFace(
            cjk=self._font(levels, "-asian") or UNKNOWN,
            latin=self._font(levels, "") or UNKNOWN,
            size=_size(levels, f"{_FO}font-size"),
            size_cjk=_size(levels, f"{_STYLE}font-size-asian"),
            colour=_first(levels, f"{_FO}color"),
            hidden=_first(levels, f"{_TEXT}display") == "none",
            shaded=any(shade not in ("", "transparent", "#ffffff") for shade in shades),
        )

    def _levels(self, name: str) -> Iterator[Any]:
        """The style's text properties and those of its parents."""
        for style in self._styles(name):
            yield style.find(f"{_STYLE}text-properties")

    def _styles(self, name: str) -> Iterator[Any]:
        seen: set[str] = set()
        while name in self.named and name not in seen:
            seen.add(name)
            yield self.named[name]
            name = self.named[name].get(f"{_STYLE}parent-style-name", "")

    def _paragraph_shade(self, named: tuple[str, ...]) -> str:
        found = [style.find(f"{_STYLE}paragraph-properties") for name in named for style in self._styles(name)]
        return _first([each for each in found if each is not None], f"{_FO}background-color")

    def _font(self, levels: Sequence[Any], kind: str) -> str:
        """The family's name: by the name of a declared font, or written out."""
        for level in levels:
            if name := level.get(f"{_STYLE}font-name{kind}"):
                return self.families.get(name) or str(name)
            if family := level.get(f"{_FO}font-family" if not kind else f"{_STYLE}font-family{kind}"):
                return str(family).strip("'\"")
        return ""


def _first(levels: Sequence[Any], attribute: str) -> str:
    return next((level.get(attribute) for level in levels if level.get(attribute)), "")


def _size(levels: Sequence[Any], attribute: str) -> str:
    """In points; a percentage is of what the levels below say."""
    share = Decimal(1)
    for level in levels:
        written = level.get(attribute)
        if not written:
            continue
        try:
            if written.endswith("%"):
                share *= Decimal(written[:-1]) / 100
                continue
            points = Decimal(written[:-2]) * _POINTS[written[-2:]] * share
        except (InvalidOperation, KeyError):
            continue
        return format(points.quantize(Decimal("0.1")).normalize(), "f")
    return ""
