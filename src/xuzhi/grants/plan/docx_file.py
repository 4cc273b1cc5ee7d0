"""The plan as a Word file: every style names the fonts, so that nothing in it has to be formatted by hand."""

from __future__ import annotations

import io
import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt, RGBColor

from xuzhi.grants.plan.content import Content, Grid, Heading
from xuzhi.grants.plan.faces import Faces
from xuzhi.grants.plan.packing import packed_again

INK = RGBColor(0x1D, 0x2A, 0x36)
_W = nsdecls("w")
_UNWRITABLE = re.compile("[^\t -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML has no place for


def docx_of(content: Content, faces: Faces, *, at: datetime) -> bytes:
    """The bytes; the same content at the same instant gives the same."""
    document = Document(io.BytesIO(_empty(faces)))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = content.title, "", ""
    properties.created = properties.modified = at.replace(tzinfo=None)
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


@lru_cache(maxsize=8)
def _empty(faces: Faces) -> bytes:
    """A file with nothing in it, whose hundreds of styles name the fonts: the same for every plan."""
    document: Any = Document()
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
    _page_number(section.footer.paragraphs[0])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


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
    """A table, its heading repeated on every page. Its cells are written as text: a list of hundreds of members takes
    a tenth of what it takes object by object."""
    rows = [grid.head, *grid.rows] if grid.head else list(grid.rows)
    if not rows:
        return
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = True
    width = f'<w:tcPr><w:tcW w:type="dxa" w:w="{table._tbl.tblGrid.gridCol_lst[0].w.twips}"/></w:tcPr>'
    for nth, cells in enumerate(rows):
        repeated = "<w:trPr><w:tblHeader/></w:trPr>" if grid.head and not nth else ""
        listed = "".join(f"<w:tc>{width}{_paragraphs(text)}</w:tc>" for text in cells)
        table._tbl.append(parse_xml(f"<w:tr {_W}>{repeated}{listed}</w:tr>"))
    document.add_paragraph("")


def _paragraphs(text: str) -> str:
    lines = (escape(_UNWRITABLE.sub("", line)) for line in text.splitlines() or [""])
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)
