"""How Word decides which font a run stands in: run, character style, paragraph style, table style, document defaults,
theme, each level only where the ones before say nothing; and East Asian, Latin apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_WORDS_OWN_FONT, _WORDS_OWN_SIZE = "Times New Roman", "10"
"""What Word takes when nothing in the file says otherwise (ECMA-376, 17.3.2.26 and 17.3.2.38)."""

_SCRIPTS = {"zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "zh-CN": "Hans", "ja-JP": "Jpan", "ko-KR": "Hang"}


@dataclass(frozen=True)
class Face:
    """How a run looks; empty is not said."""

    cjk: str = ""
    latin: str = ""
    size: str = ""
    colour: str = ""
    hidden: bool | None = None

    def over(self, below: Face) -> Face:
        """This, and where it says nothing, what lies below."""
        return Face(
            self.cjk or below.cjk,
            self.latin or below.latin,
            self.size or below.size,
            self.colour or below.colour,
            below.hidden if self.hidden is None else self.hidden,
        )


@dataclass
class Styles:
    """The styles of one document."""

    defaults: Face
    named: dict[str, Any] = field(default_factory=dict)
    default_of: dict[str, str] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, Face] = field(default_factory=dict)

    @classmethod
    def read(cls, styles: Any | None, theme: Any | None, settings: Any | None) -> Styles:
        """From the roots of styles.xml, theme1.xml and settings.xml, each of which may be missing."""
        made = cls(Face(), theme=_theme_fonts(theme, _east_asian_language(settings)))
        if styles is None:
            return made
        default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        made.defaults = made.face(default)
        for style in styles.iter(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            made.named[name] = style
            if style.get(f"{W}default") in ("1", "true", "on"):
                made.default_of.setdefault(style.get(f"{W}type", ""), name)
        return made

    def face(self, properties: Any | None) -> Face:
        """What one rPr says by itself."""
        if properties is None:
            return Face()
        fonts = properties.find(f"{W}rFonts")
        size = properties.find(f"{W}sz")
        colour = properties.find(f"{W}color")
        return Face(
            cjk=self._font(fonts, ("eastAsia",)),
            latin=self._font(fonts, ("ascii", "hAnsi")),
            size=points(size.get(f"{W}val", "")) if size is not None else "",
            colour=(colour.get(f"{W}val") or "").upper() if colour is not None else "",
            hidden=_is_on(properties.find(f"{W}vanish")),
        )

    def _font(self, fonts: Any | None, slots: tuple[str, ...]) -> str:
        """A theme's font goes before a named one in the same rPr."""
        if fonts is None:
            return ""
        for slot in slots:
            theme = fonts.get(f"{W}{slot}Theme")
            if theme and self.theme.get(theme):
                return self.theme[theme]
            if fonts.get(f"{W}{slot}"):
                return str(fonts.get(f"{W}{slot}"))
        return ""

    def style(self, name: str) -> Face:
        """What a style says, with all that it is based on."""
        if name not in self._kept:
            face = Face()
            for element in self._bases(name):
                face = face.over(self.face(element.find(f"{W}rPr")))
            self._kept[name] = face
        return self._kept[name]

    def _bases(self, name: str) -> Iterator[Any]:
        seen: set[str] = set()
        while name in self.named and name not in seen:
            seen.add(name)
            element = self.named[name]
            yield element
            based_on = element.find(f"{W}basedOn")
            name = "" if based_on is None else based_on.get(f"{W}val", "")

    def is_caption(self, paragraph: Any) -> bool:
        """Whether Word made it a caption of a figure or table: by its style, or by the number that counts them."""
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        style = None if own is None else self.named.get(own.get(f"{W}val", ""))
        name = None if style is None else style.find(f"{W}name")
        if name is not None and name.get(f"{W}val", "").casefold() == "caption":
            return True
        fields = [each.get(f"{W}instr", "") for each in paragraph.iter(f"{W}fldSimple")]
        fields += [each.text or "" for each in paragraph.iter(f"{W}instrText")]
        return any(each.split()[:1] == ["SEQ"] for each in fields)

    def of_run(self, run: Any, paragraph: Any, table_style: str) -> Face:
        """The run as it is shown."""
        properties = run.find(f"{W}rPr")
        face = self.face(properties)
        character = None if properties is None else properties.find(f"{W}rStyle")
        if character is not None:
            face = face.over(self.style(character.get(f"{W}val", "")))
        own = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self.default_of.get("paragraph", "") if own is None else own.get(f"{W}val", "")
        face = face.over(self.style(name))
        if table_style:
            face = face.over(self.style(table_style))
        face = face.over(self.defaults)
        return face.over(Face(_WORDS_OWN_FONT, _WORDS_OWN_FONT, _WORDS_OWN_SIZE))


def points(half_points: str) -> str:
    """`28` half points are `14`; `21` are `10.5`."""
    if not half_points.isdigit():
        return ""
    whole, half = divmod(int(half_points), 2)
    return f"{whole}.5" if half else str(whole)


def _is_on(element: Any | None) -> bool | None:
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in ("0", "false", "off")


def _east_asian_language(settings: Any | None) -> str:
    language = None if settings is None else settings.find(f"{W}themeFontLang")
    return "" if language is None else language.get(f"{W}eastAsia", "")


def _theme_fonts(theme: Any | None, language: str) -> dict[str, str]:
    """Fonts by the theme's names for them: minorEastAsia, majorHAnsi …"""
    if theme is None:
        return {}
    script = _SCRIPTS.get(language, "Hant")
    found: dict[str, str] = {}
    for size in ("major", "minor"):
        fonts = theme.find(f".//{A}{size}Font")
        if fonts is None:
            continue
        latin = fonts.find(f"{A}latin")
        east_asian = fonts.find(f"{A}ea")
        by_script = {each.get("script"): each.get("typeface", "") for each in fonts.findall(f"{A}font")}
        latin_name = "" if latin is None else latin.get("typeface", "")
        # The theme's own East Asian font, else the one it keeps for the document's script.
        cjk = ("" if east_asian is None else east_asian.get("typeface", "")) or by_script.get(script, "")
        found |= {f"{size}Ascii": latin_name, f"{size}HAnsi": latin_name, f"{size}EastAsia": cjk}
    return found
