"""How a statement that is said over and over is said: with a cursor that is kept as long as its connection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

_KEPT = "_xuzhi_kept_cursor"


def said(statement: str, given: Sequence[Any] | Mapping[str, Any]) -> CursorWrapper:
    """The cursor with what the statement gave; to be read out before the next statement is said.

    Making a cursor and letting go of it takes as long as all else about a small statement. Where statements are counted
    or wrapped, as in tests, each has a cursor of its own, as Django wants it then.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    counted = connection.queries_logged or connection.execute_wrappers
    cursor: CursorWrapper | None = None if counted else vars(connection).get(_KEPT)
    if cursor is None or cursor.closed or cursor.connection is not connection.connection:
        cursor = connection.cursor()
        if not counted:
            setattr(connection, _KEPT, cursor)
    cursor.execute(statement, given)
    return cursor
