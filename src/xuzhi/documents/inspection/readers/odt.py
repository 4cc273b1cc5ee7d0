"""OpenDocument text: the same as Word files, by the styles of ODF (odfdo opens them)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from odfdo import Document

from xuzhi.documents.inspection.fonts import TINY_POINTS, Fonts
from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.odf_styles import OdfStyles
from xuzhi.documents.inspection.packages import inspect_package, inspect_xml_parts
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.suggesting import suggestions_in
from xuzhi.documents.inspection.xml_parts import HasDtd

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def open_odf(path: Path, report: Report) -> Document:
    """The document, once nothing in it declares a DTD. Raises HasDtd."""
    with zipfile.ZipFile(path) as archive:
        inspect_package(archive, report)
        inspect_xml_parts(archive, report)
    if any(each.rule == "xml_dtd" for each in report.findings):
        raise HasDtd()
    return Document(path)


def read_odt(path: Path, report: Report) -> list[Line]:
    """Fill the report; gives the lines of the text. Raises Unreadable."""
    document = open_odf(path, report)
    body = document.body._xml_element
    styles = OdfStyles.read(_root(document, "content.xml"), _root(document, "styles.xml"))
    reader = _Reader(styles, report)
    lines = reader.lines(body)
    _links(body, report)
    changes = sum(1 for _ in body.iter(f"{_TEXT}changed-region"))
    if changes:
        report.add("tracked_changes", "undetermined", count=changes)
    comments = sum(1 for _ in body.iter(f"{_OFFICE}annotation"))
    if comments:
        report.add("comments", "undetermined", count=comments)
    report.facts |= reader.fonts.as_facts()
    report.suggestions += suggestions_in(lines)
    return lines


def _root(document: Document, name: str) -> Any:
    part: Any = document.get_part(name)
    return part.root._xml_element


class _Reader:
    def __init__(self, styles: OdfStyles, report: Report) -> None:
        self.styles, self.report, self.fonts = styles, report, Fonts()
        self.figure = False

    def lines(self, body: Any) -> list[Line]:
        lines: list[Line] = []
        row: Any | None = None
        cells: list[str] = []
        for number, paragraph in enumerate(body.iter(f"{_TEXT}p", f"{_TEXT}h"), 1):
            if any(True for _ in paragraph.iterancestors(f"{_TEXT}tracked-changes", f"{_OFFICE}annotation")):
                continue
            style = paragraph.get(f"{_TEXT}style-name", "")
            self.figure = any(True for _ in paragraph.iterancestors(f"{_DRAW}frame", f"{_DRAW}custom-shape"))
            self.figure = self.figure or self.styles.is_caption(style)
            text = self.stretch(paragraph, [style], f"paragraph {number}")
            within = next(paragraph.iterancestors(f"{_TABLE}table-row"), None)
            if within is not row and cells:
                lines.append(Line(" ".join(cells)))
                cells = []
            row = within
            if row is None:
                lines.append(Line(text))
            else:
                cells.append(text)
        if cells:
            lines.append(Line(" ".join(cells)))
        return lines

    def stretch(self, element: Any, named: list[str], where: str) -> str:
        """The text of an element, each piece counted under the styles that it stands in, the inmost last."""
        said = [self.piece(element.text, named, where)]
        for child in element:
            if child.tag == f"{_TEXT}span":
                said.append(self.stretch(child, [*named, child.get(f"{_TEXT}style-name", "")], where))
            elif child.tag in (f"{_TEXT}a", f"{_TEXT}ruby", f"{_TEXT}ruby-base"):
                said.append(self.stretch(child, named, where))
            elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
                said.append(" ")
            elif child.tag == f"{_TEXT}line-break":
                said.append("\n")
            said.append(self.piece(child.tail, named, where))
        return "".join(said)

    def piece(self, text: str | None, named: list[str], where: str) -> str:
        if not text or not text.strip():
            return text or ""
        face = self.styles.face(named)
        if face.hidden:
            self.report.add("hidden_text", where=where, text=text)
        elif face.colour.upper() in ("#FFFFFF", "#FFF") and not face.shaded:
            self.report.add("white_text", where=where, text=text)
        elif face.size and float(face.size) < TINY_POINTS:
            self.report.add("tiny_text", where=where, text=text, found=face.size)
        if self.figure:
            self.fonts.leave_out(text)
            return text
        self.fonts.add(text, where, cjk=(face.cjk, face.size_cjk or face.size), latin=(face.latin, face.size))
        return text


def _links(body: Any, report: Report) -> None:
    """What the text draws in from elsewhere; links that people click are counted only."""
    links = 0
    for element in body.iter():
        target = element.get(_LINK) if isinstance(element.tag, str) else None
        if not target or "://" not in target:
            continue
        if element.tag == f"{_TEXT}a":
            links += 1
        else:
            report.add("external_relation", text=target, found=element.tag.rpartition("}")[2])
    report.facts["links"] = links
