"""Reads what is written on a scanned page, where the extra `ocr` is installed (rapidocr-onnxruntime, models within).

A reading is a suggestion: signs are mistaken. The models know simplified Chinese better than traditional, so single
signs come out simplified; they are folded back (opencc).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.confinement import Limits
from xuzhi.documents.inspection.lines import Line, box_on
from xuzhi.documents.inspection.report import Suggestion
from xuzhi.documents.inspection.sandbox import report_of, run_apart
from xuzhi.documents.inspection.suggesting import suggestions_in

MOST_PAGES = 5
"""Of one file; the others are told as not read."""

LIMITS = Limits(memory_bytes=2 * 1024**3, cpu_seconds=60, wall_seconds=120)
"""Of one page, each in a process of its own: the models alone unfold to more than a file's inspection may take."""

_WIDTH = 1300
_SUREST = 0.6
_LIBRARIES = ("rapidocr_onnxruntime", "opencc")


def is_installed() -> bool:
    """Whether the extra is there."""
    return all(importlib.util.find_spec(each) is not None for each in _LIBRARIES)


def read_pictures(path: Path, media_type: str, pages: list[int]) -> tuple[dict[str, Any], list[Suggestion]]:
    """What the scanned pages say, and how far it came: {"state": done | absent | failed, "pages": read, "left": n}."""
    if not is_installed():
        return {"state": "absent", "pages": [], "left": len(pages)}, []
    read, found = [], []
    for page in pages[:MOST_PAGES]:
        task = {"do": "ocr", "path": str(path.resolve()), "media_type": media_type, "page": page}
        report = report_of(run_apart(task, LIMITS))
        if report.state == "inspected":
            read.append(page)
            found += report.suggestions
    state = "done" if read else "failed"
    return {"state": state, "pages": read, "left": len(pages) - len(read)}, found


def read_page(path: Path, media_type: str, page: int) -> dict[str, Any]:
    """In the confined process: the lines of one page, and what they suggest."""
    picture = _picture(path, media_type, page)
    lines = [Line(text, page, box, "ocr") for text, box in _read(picture)]
    return {
        "state": "inspected",
        "kind": "",
        "suggestions": [each.as_json() for each in suggestions_in(lines)],
        "facts": {"lines": [line.text for line in lines]},
    }


def _picture(path: Path, media_type: str, page: int) -> Any:
    from PIL import Image, ImageOps

    if media_type == "application/pdf":
        import pypdfium2

        with pypdfium2.PdfDocument(path) as document:
            sheet = document[page - 1]
            drawn = sheet.render(scale=_WIDTH / max(sheet.get_width(), 1), may_draw_forms=False).to_pil()
        return drawn.convert("RGB")
    Image.MAX_IMAGE_PIXELS = None  # measured at the door
    with Image.open(path, formats=("PNG", "JPEG", "TIFF", "WEBP")) as source:
        source.seek(page - 1)
        upright = (ImageOps.exif_transpose(source) or source).convert("RGB")
    upright.thumbnail((_WIDTH, 4 * _WIDTH))
    return upright


def _read(picture: Any) -> list[tuple[str, Any]]:
    """The lines that were made out, from the top, with their places."""
    import numpy
    from opencc import OpenCC
    from rapidocr_onnxruntime import RapidOCR

    fold = OpenCC("s2tw").convert
    found, _ = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)(numpy.array(picture))
    lines = []
    for corners, text, sureness in found or ():
        if float(sureness) < _SUREST:
            continue
        across, down = [float(each[0]) for each in corners], [float(each[1]) for each in corners]
        box = box_on(picture.size, min(across), min(down), max(across), max(down))
        lines.append((fold(text), box))
    return sorted(lines, key=lambda line: (line[1][1], line[1][0]))
