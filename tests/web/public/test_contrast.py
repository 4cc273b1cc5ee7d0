"""Contrast of the design tokens (WCAG 2.2: 1.4.3 text 4.5:1, 1.4.11 what can be pressed 3:1), light and dark."""

import re
from functools import cache
from pathlib import Path

import pytest

import xuzhi.web

TOKENS = Path(xuzhi.web.__file__).parent / "static" / "css" / "tokens.css"
GROUNDS = ("paper", "surface", "shade")
TEXTS = ("ink", "ink-soft", "accent", "accent-strong", "met", "not-met", "undetermined")


@cache
def palettes():
    """The colours of both schemes by name; the dark one overrides the light one."""
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text("utf-8"), flags=re.DOTALL)
    light, dark = css.split("prefers-color-scheme: dark", 1)
    dark = dark.split("@media", 1)[0]
    read = {}
    for name, part in (("light", light), ("dark", dark)):
        found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", part))
        read[name] = {**read.get("light", {}), **found}
    return read


def luminance(colour):
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


TEXT_PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((f"{status}", f"{status}-tint") for status in ("met", "not-met", "undetermined", "accent")),
    *(("ink", f"{status}-tint") for status in ("met", "not-met", "undetermined", "accent")),
    ("accent-strong", "accent-tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-focus", "focus"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(scheme, text, ground):
    colours = palettes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["line-strong", "accent", "not-met"])
def test_edges_of_what_can_be_used_can_be_seen(scheme, ground, edge):
    colours = palettes()[scheme]
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen_beside_any_ground(scheme):
    """The ring is two rings outside the element: one of them stands out whatever the element stands on."""
    colours = palettes()[scheme]
    for ground in (*GROUNDS, "accent-tint", "not-met-tint"):
        assert max(contrast(colours[ring], colours[ground]) for ring in ("focus", "ink")) >= 3


def test_every_colour_of_the_site_is_a_token():
    """No other style sheet names a colour of its own."""
    for sheet in TOKENS.parent.glob("*.css"):
        if sheet.name != TOKENS.name:
            css = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)|\brgba?\(|\bhsla?\(", css) == [], sheet.name
