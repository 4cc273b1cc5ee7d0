"""PDF files: how they are built (pikepdf), who signed them (pyHanko), what stands on their pages (pdfplumber)."""

from __future__ import annotations

from pathlib import Path

from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.pdf_pages import read_pages
from xuzhi.documents.inspection.pdf_signatures import inspect_signatures
from xuzhi.documents.inspection.pdf_structure import inspect_structure
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.suggesting import suggestions_in


def read_pdf(path: Path, report: Report) -> list[Line]:
    """Fill the report; gives the lines of the text."""
    inspect_structure(path, report)
    inspect_signatures(path, report)
    lines = read_pages(path, report)
    report.suggestions += suggestions_in(lines)
    return lines
