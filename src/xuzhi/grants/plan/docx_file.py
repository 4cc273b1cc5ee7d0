"""The plan as a Word file: every style names the fonts, so that nothing in it has to be formatted by hand."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from xuzhi.grants.plan.content import Content, Grid, Heading
from xuzhi.grants.plan.faces import Faces
from xuzhi.grants.plan.packing import packed_again

INK = RGBColor(0x1D, 0x2A, 0x36)


def docx_of(content: Content, faces: Faces, *, at: datetime) -> bytes:
    """The bytes; the same content at the same instant gives the same."""
    document = Document()
    _set_up(document, content, faces, at)
    document.add_paragraph(content.title, style="Title")
    for line in content.lines:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in content.blocks:
        if isinstance(block, Heading):
            document.add_paragraph(block.text, style=f"Heading {block.level}")
        elif isinstance(block, Grid):
            _grid(document, block)
        else:
            document.add_paragraph(block.text)
    written = io.BytesIO()
    document.save(written)
    return packed_again(written.getvalue(), at)


def _set_up(document: Any, content: Content, faces: Faces, at: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for style in document.styles:
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER, WD_STYLE_TYPE.TABLE):
            style.element.get_or_add_rPr()
    for properties in list(document.styles.element.iter(qn("w:rPr"))):
        _in_face(properties, faces)
    for name, space in (("Title", 12), ("Heading 1", 18), ("Heading 2", 10)):
        style = document.styles[name]
        style.font.bold, style.font.color.rgb = True, INK
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(space), Pt(6)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    properties = document.core_properties
    properties.title, properties.author, properties.comments = content.title, "", ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    _page_number(section.footer.paragraphs[0])


def _in_face(properties: Any, faces: Faces) -> None:
    """These fonts and this size, whatever the template said; East Asian and Latin apart."""
    for name in ("w:rFonts", "w:sz", "w:szCs"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    fonts = properties._add_rFonts()  # where the order of the schema wants it
    for slot, font in (("ascii", faces.latin), ("hAnsi", faces.latin), ("cs", faces.latin), ("eastAsia", faces.cjk)):
        fonts.set(qn(f"w:{slot}"), font)
    properties._add_sz().set(qn("w:val"), str(round(faces.size * 2)))


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _grid(document: Any, grid: Grid) -> None:
    """A table, its heading repeated on every page."""
    rows = [grid.head, *grid.rows] if grid.head else list(grid.rows)
    if not rows:
        return
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.autofit = True
    for row, cells in zip(table._tbl.tr_lst, rows, strict=True):
        for cell, text in zip(row.tc_lst, cells, strict=True):
            lines = text.splitlines() or [""]
            paragraph = cell.p_lst[0]
            for nth, line in enumerate(lines):
                if nth:
                    paragraph = cell.add_p()
                paragraph.add_r().text = line
    if grid.head:
        properties = table._tbl.tr_lst[0].get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph("")
