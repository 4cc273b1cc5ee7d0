"""PowerPoint files: slides, hidden ones among them, their text, notes, and the package."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from xuzhi.documents.inspection.docx_styles import A
from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.packages import inspect_package, inspect_relations, inspect_xml_parts
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.suggesting import suggestions_in
from xuzhi.documents.inspection.xml_parts import part_of

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_TINY_HUNDREDTHS = 400


def read_pptx(path: Path, report: Report) -> list[Line]:
    """Fill the report; gives the lines of the text. Raises Unreadable."""
    lines: list[Line] = []
    with zipfile.ZipFile(path) as archive:
        inspect_package(archive, report)
        inspect_relations(archive, report)
        inspect_xml_parts(archive, report)
        slides = sorted((int(match[1]), match[0]) for name in archive.namelist() if (match := _SLIDE.fullmatch(name)))
        for number, name in slides:
            root = part_of(archive, name)
            if root is None:
                continue
            if root.get("show") in ("0", "false"):
                report.add("hidden_slide", "undetermined", where=f"slide {number}")
            for paragraph in root.iter(f"{A}p"):
                lines.append(Line("".join(each.text or "" for each in paragraph.iter(f"{A}t"))))
            for run in root.iter(f"{A}r"):
                size, text = run.find(f"{A}rPr"), run.findtext(f"{A}t") or ""
                points = "" if size is None else size.get("sz", "")
                if points.isdigit() and int(points) < _TINY_HUNDREDTHS and text.strip():
                    report.add("tiny_text", where=f"slide {number}", text=text, found=f"{int(points) / 100:g}")
        notes = sum(1 for name in archive.namelist() if re.fullmatch(r"ppt/notesSlides/notesSlide\d+\.xml", name))
    if notes:
        report.add("speaker_notes", "undetermined", count=notes)
    report.facts["slides"] = len(slides)
    report.suggestions += suggestions_in(lines)
    return lines
