"""Looks into PDF files."""

from pathlib import Path

import pikepdf

from xuzhi.documents.inspection.limits import MAX_PAGES
from xuzhi.documents.refusals import FileRefused


def pages_of_pdf(path: Path, name: str) -> int:
    """How many pages it has, at least one. Raises FileRefused: needs a password, damaged, empty, too long.

    A PDF that anybody can open but that limits printing or copying is taken: certificates are often made so.
    """
    try:
        with pikepdf.open(path) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise FileRefused(code="documents.pdf_encrypted", name=name) from None
    except (pikepdf.PdfError, ValueError, RecursionError):
        raise FileRefused(code="documents.pdf_damaged", name=name) from None
    if pages == 0:
        raise FileRefused(code="documents.pdf_empty", name=name)
    if pages > MAX_PAGES:
        raise FileRefused(code="documents.pdf_too_long", name=name, pages=pages, limit=MAX_PAGES)
    return pages
