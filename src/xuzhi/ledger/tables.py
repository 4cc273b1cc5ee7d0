"""How projectors write their rows: all of a kind with one statement, which is made once for a table.

The ORM makes each statement anew and takes longer over it than PostgreSQL over its execution; a projector says the same
few things thousands of times. Rows go to the database as one JSON text, and PostgreSQL reads each value by the type of
its column: an instant, a date, a UUID, jsonb, an array or a tsvector in its text form.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import orjson
from django.db import connection
from django.db.models import Model

from xuzhi.ledger.statements import said

Row = Mapping[str, Any]


def put(rows: Sequence[Model], *, unique: Sequence[str] = (), update: Sequence[str] = ()) -> int:
    """Insert the rows of one model. Where a row has the `unique` columns already, its columns `update` are set; without
    any it is left alone. Gives how many were written."""
    if not rows:
        return 0
    model = type(rows[0])
    columns = _columns(model)
    records = [{column: getattr(row, name) for name, column in columns} for row in rows]
    names = tuple(column for _, column in columns)
    return int(_run(_insertion(model, names, tuple(unique), tuple(update), ""), records))


def put_numbered(model: type[Model], rows: Sequence[Row], *, numbered: str) -> list[int]:
    """Insert rows, all of the same columns, whose column `numbered` the database counts; gives the numbers in order."""
    if not rows:
        return []
    return [number for (number,) in _run(_insertion(model, tuple(rows[0]), (), (), numbered), rows, fetch=True)]


def change(model: type[Model], rows: Sequence[Row], *, by: Sequence[str] = ("id",)) -> int:
    """Set columns of the rows that have the values of the columns `by`, all the same columns; gives how many there are.

    Columns are called as in the database: `case_id`.
    """
    return int(_run(_update(model, tuple(rows[0]), tuple(by)), rows)) if rows else 0


def write(statement: str, given: Sequence[Any] | Mapping[str, Any]) -> int:
    """Say a statement that is written out, for what neither `put` nor `change` says; gives how many rows it wrote."""
    return int(said(statement, given).rowcount)


def _run(statement: str, rows: Sequence[Row], *, fetch: bool = False) -> Any:
    cursor = said(statement, [orjson.dumps(rows, default=_text, option=orjson.OPT_NON_STR_KEYS).decode()])
    return cursor.fetchall() if fetch else cursor.rowcount


def _text(value: Any) -> str:
    """What JSON has no word for, and the writer no form of its own, as PostgreSQL reads it."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    raise TypeError(f"{type(value).__name__} has no column")


@cache
def _columns(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Attribute and column of each field."""
    return tuple(
        (field.attname, field.column) for field in model._meta.concrete_fields if field.column and not field.generated
    )


@cache
def _insertion(
    model: type[Model], columns: tuple[str, ...], unique: tuple[str, ...], update: tuple[str, ...], numbered: str
) -> str:
    table, listed = _quoted(model._meta.db_table), _list(columns)
    statement = f"INSERT INTO {table} ({listed}) SELECT {listed} FROM json_populate_recordset(NULL::{table}, %s)"
    if unique:
        then = ", ".join(f"{_quoted(name)} = excluded.{_quoted(name)}" for name in update)
        statement += f" ON CONFLICT ({_list(unique)}) DO " + (f"UPDATE SET {then}" if update else "NOTHING")
    return f"{statement} RETURNING {_quoted(numbered)}" if numbered else statement


@cache
def _update(model: type[Model], columns: tuple[str, ...], by: tuple[str, ...]) -> str:
    table = _quoted(model._meta.db_table)
    sets = ", ".join(f"{_quoted(name)} = new.{_quoted(name)}" for name in columns if name not in by)
    same = " AND ".join(f"it.{_quoted(name)} = new.{_quoted(name)}" for name in by)
    return f"UPDATE {table} AS it SET {sets} FROM json_populate_recordset(NULL::{table}, %s) AS new WHERE {same}"


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
