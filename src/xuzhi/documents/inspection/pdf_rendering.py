"""Text that a PDF sets but does not paint (rendering modes 3 and 7), by page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf

_SHOWS = ("Tj", "TJ", "'", '"')
_UNPAINTED = (3, 7)
_DEEPEST = 5


def invisible_signs(path: Path, pages: int) -> dict[int, int]:
    """How many bytes of text each of the first `pages` pages sets without painting them; pages without are left out.

    A scan that was made searchable has such a layer over its picture, which is no deceit: the caller knows scans.
    """
    found: dict[int, int] = {}
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages[:pages], 1):
            count = _count(page.obj, page.obj.get("/Resources"), 0)
            if count and not _is_covered(page.obj):
                found[number] = count
    return found


def _count(content: Any, resources: Any, depth: int) -> int:
    if depth > _DEEPEST:
        return 0
    mode, kept, count = 0, [], 0
    try:
        instructions = pikepdf.parse_content_stream(content)
    except (pikepdf.PdfError, ValueError, TypeError):
        return 0
    for instruction in instructions:
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            kept.append(mode)
        elif operator == "Q" and kept:
            mode = kept.pop()
        elif operator == "Tr" and operands:
            mode = int(operands[0])
        elif operator in _SHOWS and mode in _UNPAINTED:
            count += sum(_length(each) for each in operands)
        elif operator == "Do" and operands:
            form = _form(resources, operands[0])
            if form is not None:
                count += _count(form, form.get("/Resources", resources), depth + 1)
    return count


def _length(operand: Any) -> int:
    if isinstance(operand, pikepdf.String):
        return len(bytes(operand))
    return sum(_length(each) for each in operand) if isinstance(operand, pikepdf.Array) else 0


def _form(resources: Any, name: Any) -> Any | None:
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    found = objects.get(str(name)) if isinstance(objects, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form" else None


def _is_covered(page: Any) -> bool:
    """Whether the page shows a picture at all: then its text may be what was read from it."""
    resources = page.get("/Resources")
    objects = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(objects, pikepdf.Dictionary):
        return False
    held = [objects.get(name) for name in objects.keys()]  # noqa: SIM118
    return any(isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image" for each in held)
