"""What letters are called in the reader's language; a letter itself is in its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from xuzhi.casework.queries.editions import Overlays
from xuzhi.kernel.texts import LANGUAGES, current_language
from xuzhi.notices.queries import NoticeLine


def titled(lines: Iterable[NoticeLine], on: date, overlays: Overlays | None = None) -> list[NoticeLine]:
    """The lines with their titles by the editions of the day; as they are where the reader's language is the letters'.
    At most one query."""
    letters = list(lines)
    if current_language() == LANGUAGES[0] or not letters:
        return letters
    laid = overlays or Overlays()
    titles = {programme: _titles(laid, programme, on) for programme in {line.programme for line in letters}}
    return [replace(line, title=titles[line.programme].get(line.rule, line.title)) for line in letters]


def _titles(overlays: Overlays, programme: str, on: date) -> dict[str, str]:
    rules = overlays.edition(programme, on, spoken=True)
    return {notice.name: notice.title for kind in rules.cases.values() for notice in kind.notices}
