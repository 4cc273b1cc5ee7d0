"""How the commands speak: one JSON document on standard output, or tables for people; words go to standard error."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from xuzhi.kernel.texts import LANGUAGES, say

LANGUAGE_VARIABLE = "XUZHI_LANGUAGE"


class BadInput(Exception):
    """What was given cannot be used; the message is the one sentence that says why, and the status is 2."""


def console_language(arguments: Sequence[str] = ()) -> str:
    """`--lang`, else XUZHI_LANGUAGE, else the locale's: Chinese where it is Chinese, English everywhere else."""
    for position, each in enumerate(arguments):
        asked = each.partition("=")[2] if each.startswith("--lang=") else ""
        if each == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
        if asked in LANGUAGES:
            return asked
    written = os.environ.get(LANGUAGE_VARIABLE, "")
    if written in LANGUAGES:
        return written
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "zh-Hant" if locale.lower().startswith("zh") else "en"


def chosen_language(asked: str | None) -> str:
    """The language of what the rules say: as asked, else XUZHI_LANGUAGE, else the rules' own. Raises BadInput."""
    language = asked or os.environ.get(LANGUAGE_VARIABLE, "") or LANGUAGES[0]
    if language not in LANGUAGES:
        raise BadInput(say("console.language_unknown", name=language, known=", ".join(LANGUAGES)))
    return language


def tell(words: str) -> None:
    """Words for people, on standard error."""
    print(words, file=sys.stderr)


def give_json(document: Any) -> None:
    """The one JSON document of a command."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def give_table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for people, aligned as wide as Chinese characters are."""
    written = [[str(cell) for cell in row] for row in rows]
    widths = [max(_width(line[column]) for line in (list(heads), *written)) for column in range(len(heads))]
    for line in (list(heads), ["─" * width for width in widths], *written):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
