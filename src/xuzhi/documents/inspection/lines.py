"""Lines of text with where they stand, from which suggestions are taken."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.documents.inspection.report import Box


@dataclass(frozen=True)
class Line:
    text: str
    page: int | None = None
    box: Box | None = None
    by: str = "text"


def box_on(page: tuple[float, float], left: float, top: float, right: float, bottom: float) -> Box:
    """A place on a page of that width and height, in thousandths of both, kept within the page."""
    width, height = page
    across = [round(1000 * edge / width) if width else 0 for edge in (left, right)]
    down = [round(1000 * edge / height) if height else 0 for edge in (top, bottom)]
    edges = [min(1000, max(0, edge)) for edge in (across[0], down[0], across[1], down[1])]
    return edges[0], edges[1], edges[2], edges[3]
