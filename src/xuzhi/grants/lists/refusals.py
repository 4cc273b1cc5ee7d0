"""Why a list is not taken. Each says all that is wrong at once."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.kernel.refusal import Refusal


class ListUnreadable(Refusal):
    """The file is no table that can be read. Values: name."""

    code = "grants.list_unreadable"


class ListTooLong(Refusal):
    """Values: count, most."""

    code = "grants.list_too_long"


class ListEmpty(Refusal):
    """The file has a head and no rows."""

    code = "grants.list_empty"


class ColumnsMissing(Refusal):
    """Columns that every row needs are not among the heads. Values: missing, found."""

    code = "grants.list_columns"


class ListClosed(Refusal):
    """The list cannot be changed now. Values: label."""

    code = "grants.list_closed"


class ListMovedOn(Refusal):
    """Somebody else has changed the list meanwhile. Values: by."""

    code = "grants.list_moved_on"


@dataclass(frozen=True)
class Wrong:
    """One cell that cannot be read, or is lacking: the row of the file, the column, what stands there, why."""

    row: int
    column: str
    typed: str
    why: str


@dataclass(frozen=True)
class Doubled:
    """A row that is another one's double: its number in the file, the first one's (0: in the list before), by what."""

    row: int
    first: int
    value: str


class RowsWrong(Refusal):
    """Values: count. `wrong` has every one of them, `doubled` the rows that would count only once."""

    code = "grants.list_rows_wrong"

    def __init__(self, wrong: tuple[Wrong, ...], doubled: tuple[Doubled, ...] = ()) -> None:
        super().__init__(count=len(wrong), rows=len({each.row for each in wrong}))
        self.wrong, self.doubled = wrong, doubled
