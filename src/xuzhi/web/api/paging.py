"""Pages of a list that stays where it was while others add to it: a cursor names the last that was seen."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

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


def last_seen(cursor: str) -> tuple[datetime, UUID] | None:
    """Instant and id of the last row of the page before, or None for the first page. Raises CursorInvalid."""
    if not cursor:
        return None
    instant, name = place_in(cursor, str, str)
    try:
        at = datetime.fromisoformat(instant)
        if at.tzinfo is None:
            raise ValueError
        return at.astimezone(UTC), UUID(name)
    except (ValueError, OverflowError):
        raise CursorInvalid() from None


def cut[T](rows: Sequence[T], key: Callable[[T], tuple[datetime, UUID]], limit: int) -> tuple[Sequence[T], str | None]:
    """The page, and the cursor of the next one. `rows` has one more than the page where there is a next."""
    if len(rows) <= limit:
        return rows, None
    at, name = key(rows[limit - 1])
    return rows[:limit], cursor_of(at.astimezone(UTC).isoformat(timespec="microseconds"), str(name))
