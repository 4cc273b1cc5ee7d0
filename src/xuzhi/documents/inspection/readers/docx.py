"""Word files: text with its fonts resolved, hidden text, fields that run, tracked changes, and the package."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.docx_styles import Face, Styles, W
from xuzhi.documents.inspection.fonts import TINY_POINTS, Fonts
from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.packages import inspect_package, inspect_relations, inspect_xml_parts
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.suggesting import suggestions_in
from xuzhi.documents.inspection.xml_parts import Unreadable, part_of

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_COMMANDS = re.compile(r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|DATABASE|IMPORT|LINK)\b")
_STORIES = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")


def read_docx(path: Path, report: Report) -> list[Line]:
    """Fill the report; gives the lines of the text. Raises Unreadable."""
    with zipfile.ZipFile(path) as archive:
        inspect_package(archive, report)
        inspect_relations(archive, report)
        inspect_xml_parts(archive, report)
        document = part_of(archive, "word/document.xml")
        if document is None:
            raise Unreadable("inspection_part_missing")
        theme = next((each for each in archive.namelist() if re.fullmatch(r"word/theme/theme\d*\.xml", each)), "")
        styles = Styles.read(
            part_of(archive, "word/styles.xml"), part_of(archive, theme), part_of(archive, "word/settings.xml")
        )
        stories = [(document, "paragraph")]
        for name in sorted(archive.namelist()):
            if match := _STORIES.fullmatch(name):
                stories.append((part_of(archive, name), f"{match[1].rstrip('s')} paragraph"))
        comments = part_of(archive, "word/comments.xml")
    reader = _Reader(styles, report)
    lines = [line for root, place in stories for line in reader.story(root, place)]
    reader.finish(document, 0 if comments is None else len(comments.findall(f"{W}comment")))
    report.suggestions += suggestions_in(lines)
    return lines


class _Reader:
    def __init__(self, styles: Styles, report: Report) -> None:
        self.styles, self.report, self.fonts = styles, report, Fonts()
        self.images = 0

    def story(self, root: Any, place: str) -> Iterator[Line]:
        """The lines of one part, the cells of a table's row side by side."""
        row: Any | None = None
        cells: list[str] = []
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            if any(True for _ in paragraph.iterancestors(_FALLBACK)):
                continue
            text = self.paragraph(paragraph, f"{place} {number}")
            within = next(paragraph.iterancestors(f"{W}tr"), None)
            if within is not row and cells:
                yield Line(" ".join(cells))
                cells = []
            row = within
            if row is None:
                yield Line(text)
            else:
                cells.append(text)
        if cells:
            yield Line(" ".join(cells))

    def paragraph(self, paragraph: Any, where: str) -> str:
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        styled = None if table is None else table.find(f"{W}tblPr/{W}tblStyle")
        table_style = "" if styled is None else styled.get(f"{W}val", "")
        said, shades = [], _shaded(paragraph)
        figure = _in_figure(paragraph) or self.styles.is_caption(paragraph)
        for run in paragraph.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}p")) is not paragraph:
                continue
            self.commands(run, where)
            text = _text(run)
            if text.strip():
                face = self.styles.of_run(run, paragraph, table_style)
                self.run(text, face, where, shaded=shades or _shaded(run), figure=figure)
            said.append(text)
        for field in paragraph.iter(f"{W}fldSimple"):
            self.command(field.get(f"{W}instr", ""), where)
        return "".join(said)

    def run(self, text: str, face: Face, where: str, *, shaded: bool, figure: bool) -> None:
        if face.hidden:
            self.report.add("hidden_text", where=where, text=text)
        elif face.colour == "FFFFFF" and not shaded:
            self.report.add("white_text", where=where, text=text)
        elif face.size and float(face.size) < TINY_POINTS:
            self.report.add("tiny_text", where=where, text=text, found=face.size)
        if figure:
            self.fonts.leave_out(text)
        else:
            self.fonts.add(text, where, cjk=(face.cjk, face.size), latin=(face.latin, face.size))

    def commands(self, run: Any, where: str) -> None:
        for instruction in run.iter(f"{W}instrText"):
            self.command(instruction.text or "", where)

    def command(self, instruction: str, where: str) -> None:
        found = _COMMANDS.search(instruction.upper())
        if found:
            self.report.add("field_command", where=where, text=instruction, found=found[1])

    def finish(self, document: Any, comments: int) -> None:
        changes = sum(1 for tag in ("ins", "del", "moveFrom") for _ in document.iter(f"{W}{tag}"))
        if changes:
            self.report.add("tracked_changes", "undetermined", count=changes)
        if comments:
            self.report.add("comments", "undetermined", count=comments)
        self.report.facts |= self.fonts.as_facts()


def _text(run: Any) -> str:
    parts = []
    for element in run:
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag == f"{W}tab":
            parts.append(" ")
        elif element.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
    return "".join(parts)


def _in_figure(paragraph: Any) -> bool:
    """Whether it is text within a drawing: a text box of a figure, or a shape's own words."""
    return any(True for _ in paragraph.iterancestors(f"{W}txbxContent", f"{W}drawing", f"{W}pict"))


def _shaded(element: Any) -> bool:
    """Whether something dark may lie behind: a shading or a highlight of the run, its paragraph or its cell."""
    if element.tag == f"{W}r":
        properties = element.find(f"{W}rPr")
        if properties is None:
            return False
        return properties.find(f"{W}highlight") is not None or _fills(properties.find(f"{W}shd"))
    if _fills(element.find(f"{W}pPr/{W}shd")):
        return True
    return any(_fills(cell.find(f"{W}tcPr/{W}shd")) for cell in element.iterancestors(f"{W}tc"))


def _fills(shading: Any | None) -> bool:
    return shading is not None and shading.get(f"{W}fill", "auto").upper() not in ("AUTO", "FFFFFF")
