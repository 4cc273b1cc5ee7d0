"""Pages of a list that stays where it was while others add to it: a cursor names the last that was seen."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any

from xuzhi.web.api.refusals import CursorInvalid

MOST, USUAL = 100, 50
LONGEST = 400


def cursor_of(*place: Any) -> str:
    """An opaque text."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def place_in(cursor: str, *types: type) -> tuple[Any, ...]:
    """What `cursor_of` was given. Raises CursorInvalid."""
    try:
        if len(cursor) > LONGEST or not cursor.isascii():
            raise ValueError
        place = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        fits = isinstance(place, list) and [type(each) for each in place] == list(types)
    except (ValueError, binascii.Error, RecursionError):
        fits = False
    if not fits:
        raise CursorInvalid()
    return tuple(place)


def cut[T](rows: Sequence[T], key: Callable[[T], tuple[str, str]], cursor: str, limit: int) -> tuple[list[T], str]:
    """So many rows after the cursor, the highest key first, and the cursor of the next page or "". Raises
    CursorInvalid."""
    ordered = sorted(rows, key=key, reverse=True)
    if cursor:
        last = place_in(cursor, str, str)
        ordered = [row for row in ordered if key(row) < last]
    page = ordered[:limit]
    return page, cursor_of(*key(page[-1])) if len(ordered) > limit else ""
