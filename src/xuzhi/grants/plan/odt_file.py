"""The plan as an OpenDocument text, with the same fonts named in its styles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from odfdo import Cell, Document, Element, Header, Paragraph, Row, Style, Table

from xuzhi.grants.plan.content import Content, Grid, Heading
from xuzhi.grants.plan.faces import Faces
from xuzhi.grants.plan.packing import packed_again

BODY, LINE, TITLE, FRAME, HEAD = "PlanBody", "PlanLine", "PlanTitle", "PlanCell", "PlanHead"
HEADINGS = {1: "PlanHeading1", 2: "PlanHeading2"}


def odt_of(content: Content, faces: Faces, *, at: datetime) -> bytes:
    """The bytes."""
    text = Document("text")
    text.body.clear()
    for style in _styles(faces):
        text.insert_style(style)
    text.meta.title = content.title
    text.meta.creation_date = text.meta.date = at.replace(tzinfo=None)
    for part in _parts(content):
        text.body.append(part)
    written = io.BytesIO()
    text.save(written)
    return packed_again(written.getvalue(), at)


def _styles(faces: Faces) -> Iterator[Style]:
    edge = "0.5pt solid #7a8794"
    yield Style("table-cell", name=FRAME, border=edge, padding="0.1cm")
    yield Style("table-cell", name=HEAD, border=edge, padding="0.1cm", background_color="#eef1f2")
    for name in (BODY, LINE, TITLE, *HEADINGS.values()):
        style = Style("paragraph", name=name)
        style.set_properties(_written(faces, bold=name not in (BODY, LINE)), area="text")
        if name in (LINE, TITLE):
            style.set_properties({"fo:text-align": "center"}, area="paragraph")
        elif name in HEADINGS.values():
            style.set_properties({"fo:margin-top": "0.4cm", "fo:margin-bottom": "0.2cm"}, area="paragraph")
        yield style


def _written(faces: Faces, *, bold: bool) -> dict[str, Any]:
    size = f"{faces.size:g}pt"
    fonts = {
        "fo:font-family": f"'{faces.latin}'",
        "style:font-family-asian": f"'{faces.cjk}'",
        "style:font-family-complex": f"'{faces.latin}'",
        "fo:font-size": size,
        "style:font-size-asian": size,
        "style:font-size-complex": size,
    }
    return fonts | ({"fo:font-weight": "bold", "style:font-weight-asian": "bold"} if bold else {})


def _parts(content: Content) -> Iterator[Element]:
    yield Paragraph(content.title, style=TITLE)
    for line in content.lines:
        yield Paragraph(line, style=LINE)
    for place, block in enumerate(content.blocks):
        if isinstance(block, Heading):
            heading = Header(block.level, block.text)
            heading.style = HEADINGS[block.level]
            yield heading
        elif isinstance(block, Grid):
            yield _grid(block, place)
            yield Paragraph("", style=BODY)
        else:
            yield Paragraph(block.text, style=BODY)


def _grid(grid: Grid, place: int) -> Table:
    rows = [grid.head, *grid.rows] if grid.head else list(grid.rows)
    table = Table(f"grid-{place}")
    for nth, cells in enumerate(rows):
        row = Row()
        for text in cells:
            cell = Cell(style=HEAD if grid.head and not nth else FRAME)
            for line in text.splitlines() or [""]:
                cell.append(Paragraph(line, style=BODY))
            row.append_cell(cell)
        table.append_row(row)
    return table
