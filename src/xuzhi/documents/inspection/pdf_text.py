"""The bare text of a PDF's pages, many pages a second: no places, no fonts."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from xuzhi.documents.inspection.lines import Line

MOST_PAGES = 1_000


def text_lines(path: Path, first: int = 1) -> list[Line]:
    """The lines from page `first` on, at most of MOST_PAGES pages."""
    lines: list[Line] = []
    document = pypdfium2.PdfDocument(str(path))
    try:
        for number in range(first, min(len(document), first - 1 + MOST_PAGES) + 1):
            page = document[number - 1]
            text = page.get_textpage()
            lines += [Line(each.strip(), number) for each in text.get_text_bounded().splitlines() if each.strip()]
            text.close()
            page.close()
    finally:
        document.close()
    return lines
