"""How an act on a case reads its rows: by the values of columns, with a statement that is made once for a table.

The ORM makes each statement anew and takes longer over it than PostgreSQL over its execution. What every act asks for,
the case, its answers, its findings, is asked for in the same few words; anything richer than columns that are equal to
something is a query of the ORM's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Any, cast

import orjson
from django.db import connection
from django.db.models import Field, JSONField, Model
from django.db.models.base import ModelState

from xuzhi.ledger.statements import said

_AMONG = (list, tuple, set, frozenset)


def rows_of[M: Model](model: type[M], *, order: Iterable[str] = (), **equal: Any) -> list[M]:
    """The rows whose fields have these values, or, where one is a collection, any of its values; None is no value.
    In the order of the fields named. One query, and none where a collection is empty.

    Fields are called as on the row: `case_id`, and `-nth` for falling order.
    """
    if any(isinstance(value, _AMONG) and not value for value in equal.values()):
        return []
    shapes = tuple((name, _shape(value)) for name, value in equal.items())
    statement, prepare, build = _reading(model, shapes, tuple(order))
    given = [ready(value) for ready, value in zip(prepare, equal.values(), strict=True) if value is not None]
    return [build(row) for row in said(statement, given).fetchall()]


def row_of[M: Model](model: type[M], **equal: Any) -> M | None:
    """The first of the rows whose fields have these values; None when there is none. One query."""
    return next(iter(rows_of(model, **equal)), None)


def rows_from[M: Model](model: type[M], source: str, given: Sequence[Any]) -> list[M]:
    """The rows of what stands after FROM, the model's table or a query of its columns, with what else the statement
    says. One query."""
    listed, build = _columns(model)
    return [build(row) for row in said(f"SELECT {listed} FROM {source}", given).fetchall()]


def values_of(statement: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement that is written out gives, for what is a value or two and not a row. One query."""
    return cast("list[tuple[Any, ...]]", said(statement, given).fetchall())


def _shape(value: Any) -> str:
    if value is None:
        return "none"
    return "any" if isinstance(value, _AMONG) else "one"


@cache
def _reading(
    model: type[Model], shapes: tuple[tuple[str, str], ...], order: tuple[str, ...]
) -> tuple[str, tuple[Callable[[Any], Any], ...], Callable[[tuple[Any, ...]], Any]]:
    """The statement, what makes each value fit for it, and what makes a row of the model of one of the table."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    says = {"one": "{} = %s", "any": "{} = ANY(%s)", "none": "{} IS NULL"}
    listed, build = _columns(model)
    statement = f"SELECT {listed} FROM {connection.ops.quote_name(model._meta.db_table)}"
    if shapes:
        statement += " WHERE " + " AND ".join(says[shape].format(_quoted(fields[name])) for name, shape in shapes)
    if order:
        falling = {True: " DESC", False: ""}
        by = [(_quoted(_field(model, each.removeprefix("-"))), each.startswith("-")) for each in order]
        statement += " ORDER BY " + ", ".join(column + falling[down] for column, down in by)
    prepare = tuple(_fit(fields[name], shape) for name, shape in shapes)
    return statement, prepare, build


@cache
def _columns(model: type[Model]) -> tuple[str, Callable[[tuple[Any, ...]], Any]]:
    """A model's columns, and what makes a row of it of theirs."""
    fields = tuple(model._meta.concrete_fields)
    return ", ".join(_quoted(field) for field in fields), _builder(model, fields)


def _fit(field: Field[Any, Any], shape: str) -> Callable[[Any], Any]:
    def one(value: Any) -> Any:
        return field.get_db_prep_value(value, connection)

    def among(values: Collection[Any]) -> list[Any]:
        return [one(value) for value in values]

    return among if shape == "any" else one


def _builder(model: type[Model], fields: tuple[Field[Any, Any], ...]) -> Callable[[tuple[Any, ...]], Any]:
    """Makes a row of the model, reading what the driver leaves as text, such as JSON. As `Model.from_db` does, but
    for the signals of a row's making, which nobody here listens to and which take most of its time."""
    names = tuple(field.attname for field in fields)
    read = [(nth, convert) for nth, field in enumerate(fields) for convert in _converters(field)]

    def build(row: tuple[Any, ...]) -> Any:
        made = model.__new__(model)
        known = made.__dict__
        known.update(zip(names, row, strict=True))
        for nth, convert in read:
            known[names[nth]] = convert(row[nth], None, connection)
        made._state = state = ModelState()
        state.adding, state.db = False, connection.alias
        return made

    return build


def _converters(field: Field[Any, Any]) -> list[Callable[..., Any]]:
    plain_json = type(field) is JSONField and field.decoder is None
    return [_read_json] if plain_json else field.get_db_converters(connection)


def _read_json(text: str | None, *_: Any) -> Any:
    return None if text is None else orjson.loads(text)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    return cast("Field[Any, Any]", field)


def _quoted(field: Field[Any, Any]) -> str:
    return str(connection.ops.quote_name(str(field.column)))
