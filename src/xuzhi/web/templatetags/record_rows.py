"""Rows of a records question as they are drawn: those that were answered, those that the rules begin with, new ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.engine.answers import AnswerInvalid, read_answer, show_answer
from xuzhi.kernel.texts import current_language


@dataclass(frozen=True)
class DrawnRow:
    """One row: its record as stored or typed, its place among the answered ones (None: a new one), and what it is
    called."""

    record: Mapping[str, Any]
    place: int | None = None
    title: str = ""


def arrange(question: Any, records: Sequence[Mapping[str, Any]], *, more: int, begin: bool) -> list[DrawnRow]:
    """The rows in order, and `more` new ones after them. With `begin`, there is a row for each answer of the field
    that `rows_for` names; where there is just one each, they stand in the order of those answers."""
    answered = [DrawnRow(record, place, title_of(question, record)) for place, record in enumerate(records)]
    key = getattr(question, "rows_for", "")
    field = question.field_named(key) if key else None
    if field is None or not begin:
        return answered + [DrawnRow({})] * more
    missing = [choice.code for choice in field.of if choice.code not in {_code(field, each) for each in records}]
    wanted = [code for code in missing if question.one_each or code != "other"]
    new = [DrawnRow({key: code}, None, title_of(question, {key: code})) for code in wanted]
    if not question.one_each:
        return answered + new + [DrawnRow({})] * more
    order = {choice.code: place for place, choice in enumerate(field.of)}
    return sorted([*answered, *new], key=lambda row: order.get(_code(field, row.record), len(order)))


def title_of(question: Any, record: Mapping[str, Any]) -> str:
    """What a row is called: by the field that it is for, else by its first field that is a text."""
    named = [question.field_named(question.rows_for)] if getattr(question, "rows_for", "") else []
    named += [field for field in question.fields if field.type == "text"][:1]
    return next((text for field in named if field and (text := _said(field, record.get(field.name)))), "")


def _said(field: Any, raw: Any) -> str:
    try:
        return show_answer(field, read_answer(field, raw), current_language())
    except AnswerInvalid:
        return raw if isinstance(raw, str) else ""


def _code(field: Any, record: Mapping[str, Any]) -> Any:
    """The code in a record, whichever of code and label was typed."""
    raw = record.get(field.name)
    return next((choice.code for choice in field.of if raw in (choice.code, choice.label)), raw)
