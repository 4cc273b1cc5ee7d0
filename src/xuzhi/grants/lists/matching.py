"""Rows of a file as the records of a question: columns by their heads, cells as one would type them. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.engine.answers import AnswerInvalid, read_answer
from xuzhi.grants.lists.refusals import ColumnsMissing, Doubled, ListEmpty, RowsWrong, Wrong
from xuzhi.grants.lists.tables import Line, text_of
from xuzhi.kernel.texts import say
from xuzhi.rulebook.form import Question


@dataclass(frozen=True)
class Matched:
    """The records, JSON-safe, without doubles, and the rows that were left out as such."""

    records: tuple[Mapping[str, Any], ...]
    doubled: tuple[Doubled, ...]
    read: int


def records_of(lines: Sequence[Line], question: Question, *, before: Sequence[Mapping[str, Any]] = ()) -> Matched:
    """The rows of a file as records, after those that stand already. The first line is the head. Raises ListEmpty,
    ColumnsMissing, and RowsWrong with everything that is wrong in any row."""
    if len(lines) < 2:
        raise ListEmpty()
    places = _places([text_of(each) for each in lines[0][1]], question)
    wrong: list[Wrong] = []
    read = [(number, _record(number, row, places, wrong)) for number, row in lines[1:]]
    kept, doubled = _once(read, question, before)
    if wrong:
        raise RowsWrong(tuple(wrong), doubled)
    return Matched(kept, doubled, len(read))


def _once(
    read: Sequence[tuple[int, Mapping[str, Any]]], question: Question, before: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Mapping[str, Any], ...], tuple[Doubled, ...]]:
    """The records without doubles, and the rows that are one."""
    kept = list(before)
    seen = {_key(question, record): 0 for record in before}
    doubled = []
    for number, record in read:
        key = _key(question, record)
        if key is not None and key in seen:
            doubled.append(Doubled(number, seen[key], key))
            continue
        if key is not None:
            seen[key] = number
        kept.append(record)
    return tuple(kept), tuple(doubled)


def columns_of(question: Question) -> list[Question]:
    """The fields that a file can bring."""
    return [field for field in question.fields if field.type != "file"]


def _key(question: Question, record: Mapping[str, Any]) -> str | None:
    value = record.get(question.unique) if question.unique else None
    return None if value is None else str(value)


def _places(heads: Sequence[str], question: Question) -> dict[int, Question]:
    """The field of each column, by its label or its name, with or without its unit."""
    known = {_folded(name): field for field in columns_of(question) for name in _names(field)}
    places = {place: known[_folded(head)] for place, head in enumerate(heads) if _folded(head) in known}
    there = {field.name for field in places.values()}
    missing = [each.label for each in columns_of(question) if each.required is True and each.name not in there]
    if missing:
        comma = say("kernel.list_separator")
        found = comma.join(head for head in heads if head)[:200]
        raise ColumnsMissing(missing=comma.join(missing), found=found or "—")
    return places


def _names(field: Question) -> tuple[str, ...]:
    return (field.label, field.name, f"{field.label}({field.unit})", f"{field.label}{field.unit}")


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if not sign.isspace())


def _record(number: int, row: Sequence[Any], places: Mapping[int, Question], wrong: list[Wrong]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for place, field in places.items():
        cell = row[place] if place < len(row) else None
        typed = _typed(cell, field)
        try:
            record[field.name] = read_answer(field, _choice(field, typed))
        except AnswerInvalid as invalid:
            wrong.append(Wrong(number, field.label, typed, invalid.says))
            continue
        if field.required is True and record[field.name] is None:
            wrong.append(Wrong(number, field.label, "", say("grants.list_cell_empty")))
    return record


def _typed(cell: Any, field: Question) -> str:
    """A number keeps the zeros that spreadsheets take off business numbers."""
    text = text_of(cell)
    lost = field.type == "business_number" and isinstance(cell, int | float) and not isinstance(cell, bool)
    return text.zfill(8) if lost and text.isdigit() else text


def _choice(field: Question, typed: str) -> str:
    """The code of a choice that is named by its label."""
    if field.type != "choice":
        return typed
    return next((each.code for each in field.of if _folded(each.label) == _folded(typed)), typed)
