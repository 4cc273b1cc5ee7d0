"""What stands on the pages of a PDF: lines of text with their places, text that nobody is to see, pages of pictures."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pdfplumber

from xuzhi.documents.inspection.fonts import TINY_POINTS, Fonts
from xuzhi.documents.inspection.lines import Line, box_on
from xuzhi.documents.inspection.pdf_rendering import invisible_signs
from xuzhi.documents.inspection.pdf_text import text_lines
from xuzhi.documents.inspection.report import Report

MOST_PAGES = 200
_SECONDS, _PATIENCE = 10, 12
"""Of processor time, and by the clock on the wall; of pages past either only the text is read, and that is told."""

_WHITE = 0.95
_COVERED = 0.5
"""A page of which pictures cover this much, without text of its own, is a scan."""


def read_pages(path: Path, report: Report) -> list[Line]:
    """Fill in facts and findings of the pages; gives the lines in order."""
    lines: list[Line] = []
    fonts = Fonts()
    scans: list[int] = []
    read = 0
    begun, from_now = time.process_time(), time.monotonic()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[:MOST_PAGES]:
            if time.process_time() - begun > _SECONDS or time.monotonic() - from_now > _PATIENCE:
                break
            reader = _Page(page, report, fonts)
            lines += reader.lines()
            if reader.is_scan:
                scans.append(page.page_number)
            read = page.page_number
            page.close()
        total = len(pdf.pages)
    for number, count in invisible_signs(path, read).items():
        report.add("hidden_text", where=f"page {number}", page=number, count=count)
    if read < total:
        report.add("pages_not_read", "undetermined", where=f"page {read + 1}–{total}", count=total - read)
        lines += text_lines(path, read + 1)
    if scans:
        report.facts["scanned_pages"] = scans
    report.facts |= {"pages_read": read, **fonts.as_facts()}
    return lines


class _Page:
    def __init__(self, page: Any, report: Report, fonts: Fonts) -> None:
        self.page, self.report, self.fonts = page, report, fonts
        self.number = page.page_number
        self.where = f"page {self.number}"
        self.size = (float(page.width), float(page.height))
        self.chars = [char for char in page.chars if char["text"].strip()]

    @property
    def is_scan(self) -> bool:
        return not self.chars and self._covered() >= _COVERED

    def lines(self) -> list[Line]:
        self._look_for_hidden()
        for char in self.chars:
            look = (_plain_font(char["fontname"]), f"{round(float(char['size']) * 2) / 2:g}")
            self.fonts.add(char["text"], self.where, cjk=look, latin=look)
        if not self.chars:
            return []
        found = self.page.extract_text_lines(return_chars=False, strip=True)
        return [
            Line(each["text"], self.number, box_on(self.size, each["x0"], each["top"], each["x1"], each["bottom"]))
            for each in found
        ]

    def _look_for_hidden(self) -> None:
        dark = [each for each in (*self.page.rects, *self.page.curves) if _fills(each)] + list(self.page.images)
        white = [each for each in self.chars if _is_white(each.get("non_stroking_color")) and not _behind(each, dark)]
        tiny = [each for each in self.chars if 0 < float(each["size"]) < TINY_POINTS]
        outside = [each for each in self.chars if not self._is_on_page(each)]
        for rule, chars in (("white_text", white), ("tiny_text", tiny), ("text_off_page", outside)):
            if chars:
                self._note(rule, chars)

    def _is_on_page(self, char: Any) -> bool:
        """Whether any of the sign is: a line that runs over the edge hides nothing."""
        width, height = self.size
        return bool(char["x0"] < width and char["x1"] > 0 and char["top"] < height and char["bottom"] > 0)

    def _note(self, rule: str, chars: Sequence[Any]) -> None:
        edges = (
            min(each["x0"] for each in chars),
            min(each["top"] for each in chars),
            max(each["x1"] for each in chars),
            max(each["bottom"] for each in chars),
        )
        text = _said(chars)
        box = box_on(self.size, *edges)
        self.report.add(rule, where=self.where, text=text, page=self.number, box=box, count=len(chars))

    def _covered(self) -> float:
        """The share of the page that its largest picture covers."""
        width, height = self.size
        areas = [
            _overlap(each["x0"], each["x1"], width) * _overlap(each["top"], each["bottom"], height)
            for each in self.page.images
        ]
        return max(areas, default=0.0) / (width * height) if width and height else 0.0


def _said(chars: Sequence[Any]) -> str:
    """The signs as words: a gap between two of them, or another line, is a space."""
    text = ""
    for before, char in zip([None, *chars], chars, strict=False):
        if before is not None:
            gap, down = char["x0"] - before["x1"], abs(char["top"] - before["top"])
            text += " " if gap > 0.2 * float(char["size"]) or down > 0.5 * float(char["size"]) else ""
        text += char["text"]
    return text


def _overlap(first: float, last: float, length: float) -> float:
    return max(0.0, min(last, length) - max(first, 0.0))


def _middle(char: Any) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _behind(char: Any, shapes: Iterable[Any]) -> bool:
    """Whether something that is not white lies behind the sign."""
    across, down = _middle(char)
    return any(each["x0"] <= across <= each["x1"] and each["top"] <= down <= each["bottom"] for each in shapes)


def _fills(shape: Any) -> bool:
    return bool(shape.get("fill")) and not _is_white(shape.get("non_stroking_color"))


def _is_white(colour: Any) -> bool:
    """Grey, RGB or CMYK as PDF writes them."""
    if isinstance(colour, int | float):
        colour = (colour,)
    if not isinstance(colour, list | tuple) or not all(isinstance(each, int | float) for each in colour):
        return False
    if len(colour) == 4:
        return all(each <= 1 - _WHITE for each in colour)
    return len(colour) in (1, 3) and all(each >= _WHITE for each in colour)


def _plain_font(name: Any) -> str:
    """Without the tag of a subset: ABCDEF+TimesNewRoman."""
    text = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    tag, plus, rest = text.partition("+")
    return rest if plus and len(tag) == 6 else text
