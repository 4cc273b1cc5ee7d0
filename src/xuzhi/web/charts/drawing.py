"""From a chart's description to the SVG that stands in a page. What was drawn once is kept by the hash of its data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

from xuzhi.casework.queries.figure_tables import FigureTable
from xuzhi.web.charts.specs import spec_of, words_for

COUNTED = ("bars", "stacked", "months")
KEPT_SECONDS = 30 * 24 * 3600
FONT_WHEELS = ("cvttf_NotoSansCJK_Regular",)
# Bump when the drawing changes and the data does not.
VERSION = 7

_SPOKEN = re.compile(r' (?:aria-[a-z]+|role|font-family|xmlns:xlink|version|class|pointer-events)="[^"]*"')
_HEAD = re.compile(r'^<svg ([^>]*?)width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Figure:
    """A table and its picture; `svg` is empty where there is nothing to draw."""

    table: FigureTable
    svg: SafeString
    says: str


def figures_drawn(tables: tuple[FigureTable, ...]) -> list[Figure]:
    """Each table with its chart. What was drawn before costs one look into the cache for all of them."""
    keys = {table.name: _key(table) for table in tables}
    kept = cache.get_many(list(keys.values()))
    drawn = []
    for table in tables:
        svg = kept.get(keys[table.name])
        if svg is None:
            svg = draw(table)
            cache.set(keys[table.name], svg, KEPT_SECONDS)
        says = words_for(table)
        drawn.append(Figure(table, mark_safe(svg.replace("%SAYS%", escape(says))), says))
    return drawn


def draw(table: FigureTable) -> str:
    """The chart as SVG that takes colours and letters from the page; nothing in it runs or is styled inline."""
    if not worth_drawing(table):
        return ""
    return for_page(_converter().vegalite_to_svg(spec_of(table)))


def worth_drawing(table: FigureTable) -> bool:
    """Where every number was left out, a picture would be an empty frame."""
    if table.by not in COUNTED:
        return bool(table.rows)
    return any(cell is not None for _, cells in table.rows for cell in cells[: table.parts])


def for_page(svg: str) -> str:
    """One picture with one description: what Vega says of its parts, in English, is taken out, and so are its fonts."""
    svg = _SPOKEN.sub("", svg)
    head = r'<svg class="chart" role="img" aria-label="%SAYS%" \1'
    return _HEAD.sub(head, svg, count=1)


def _key(table: FigureTable) -> str:
    said = json.dumps([VERSION, table.title, table.unit, table.by, table.parts, table.heads, table.rows], default=str)
    return f"chart-{sha256(said.encode()).hexdigest()}"


@lru_cache
def _converter() -> Any:
    """The converter, with the font by which it measures: the letters themselves come from the reader's."""
    import vl_convert

    for wheel in FONT_WHEELS:
        spec = find_spec(wheel)
        if spec is not None and spec.origin:
            vl_convert.register_font_directory(str(Path(spec.origin).parent))
    return vl_convert
