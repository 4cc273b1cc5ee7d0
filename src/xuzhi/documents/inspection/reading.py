"""One file looked into, whatever its kind: what the confined process does."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.fonts import Profile, apply_profile
from xuzhi.documents.inspection.inspect import inspect_file
from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.xml_parts import HasDtd, Unreadable
from xuzhi.documents.refusals import FileRefused

_READERS = {
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "odt": ("odt", "read_odt"),
    "ods": ("ods", "read_ods"),
    "pptx": ("pptx", "read_pptx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "image": ("image", "read_image"),
    "zip": ("archive", "read_archive"),
    "csv": ("data", "read_data"),
    "json": ("data", "read_data"),
    "xml": ("data", "read_data"),
    "txt": ("data", "read_text"),
}
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, LookupError, TypeError,
)  # fmt: skip
_LONGEST_TEXT = 4_000_000


def read_file(path: Path, name: str, *, profile: Mapping[str, Any] | None = None, with_text: bool = False) -> Report:
    """Everything that is found in the file. A file that cannot be read is `not_inspected`, with what was found so far.

    Raises MemoryError, for the process to end.
    """
    report = Report()
    try:
        report.kind = inspect_file(path, name).kind
    except FileRefused as refused:
        return Report(state="rejected", why={"code": refused.code, **refused.values})
    lines: list[Line] = []
    try:
        lines = _reader(report.kind)(path, report)
    except Unreadable as unreadable:
        report.state, report.why = "not_inspected", {"code": unreadable.code, **unreadable.values}
        if isinstance(unreadable, HasDtd) and not any(each.rule == "xml_dtd" for each in report.findings):
            report.add("xml_dtd")
    except (*_BROKEN, RecursionError) as error:
        report.state, report.why = "not_inspected", {"code": "inspection_unreadable", "error": type(error).__name__}
    if profile is not None and report.state == "inspected":
        findings, shares = apply_profile(Profile.from_json(profile), report.facts.get("fonts", ()))
        report.findings += findings
        report.facts |= {name: list(share) for name, share in shares.items()}
    if with_text:
        report.text = _text(lines)[:_LONGEST_TEXT]
    return report


def read_text(path: Path, name: str) -> dict[str, Any]:
    """{"state", "why", "text"}: the bare text of a file, lines by line ends and pages by form feeds; of a PDF all of
    its pages, as its places are not asked for."""
    if name.lower().endswith(".pdf"):
        from xuzhi.documents.inspection.pdf_text import text_lines

        try:
            return {"state": "inspected", "why": None, "text": _text(text_lines(path))[:_LONGEST_TEXT]}
        except _BROKEN as error:
            why = {"code": "inspection_unreadable", "error": type(error).__name__}
            return {"state": "not_inspected", "why": why, "text": ""}
    report = read_file(path, name, with_text=True)
    return {"state": report.state, "why": dict(report.why) or None, "text": report.text or ""}


def _text(lines: list[Line]) -> str:
    """Lines by line ends, pages by form feeds."""
    pages = groupby(lines, key=lambda line: line.page)
    return "\f".join("\n".join(line.text for line in page) for _, page in pages)


def _reader(kind: str) -> Callable[[Path, Report], list[Line]]:
    """Imported when it is needed: most files need one library."""
    module, name = _READERS[kind]
    reader = import_module(f"xuzhi.documents.inspection.readers.{module}")
    read: Callable[[Path, Report], list[Line]] = getattr(reader, name)
    return read
