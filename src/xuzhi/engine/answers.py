"""From what a person typed to an answer that can be kept, and back to what a person reads.

What is kept is JSON-safe: money and whole numbers are ints, other numbers decimal strings, days `YYYY-MM-DD`, instants
with offset, yes_no true or false, choices lists of codes, records lists of objects, files lists of SHA-256. None is
no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuzhi.engine import typed
from xuzhi.engine.showing import show_fact
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import current_language, say, use_language
from xuzhi.rulebook.model import Question
from xuzhi.rulebook.values import ValueProblem, read_value


class AnswerInvalid(Refusal):
    """What was typed is not an answer to the question. `parts` has one refusal for each wrong field of records,
    keyed `0.country`; what was typed is the caller's to keep."""

    code = "engine.answer_invalid"

    def __init__(self, *, parts: Mapping[str, Refusal] | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.parts: dict[str, Refusal] = dict(parts or {})


def read_answer(question: Question, raw: Any) -> Any | None:
    """The JSON-safe answer in what a form gave (text, list or mapping), None when it is empty. Raises AnswerInvalid."""
    if question.type == "records":
        return _read_records(question, raw)
    try:
        return typed.read(question, raw)
    except typed.Unreadable as wrong:
        refused = AnswerInvalid(code=wrong.code, label=question.label, clause=question.clause or None, **wrong.values)
        raise refused from None
    except Refusal as refusal:
        raise AnswerInvalid(code=refusal.code, clause=question.clause or None, **refusal.values) from None


def _read_records(question: Question, raw: Any) -> list[dict[str, Any]] | None:
    """Rows that are wholly empty are dropped; a wrong field does not hide the others."""
    rows = list(raw.values()) if isinstance(raw, Mapping) else raw
    if rows in (None, ""):
        return None
    if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
        raise AnswerInvalid(code="engine.answer_not_records", label=question.label)
    kept: list[dict[str, Any]] = []
    parts: dict[str, Refusal] = {}
    for position, row in enumerate(rows):
        record: dict[str, Any] = {}
        for field in question.fields:
            try:
                record[field.name] = read_answer(field, row.get(field.name))
            except AnswerInvalid as invalid:
                parts[f"{position}.{field.name}"] = invalid
                record[field.name] = None
        if any(value is not None for value in record.values()) or any(key.startswith(f"{position}.") for key in parts):
            kept.append(record)
    if parts:
        first = next(iter(parts.values()))
        raise AnswerInvalid(code="engine.answer_records", parts=parts, label=question.label, first=first.says)
    if question.at_most is not None and len(kept) > question.at_most:
        raise AnswerInvalid(
            code="engine.entries_too_many", label=question.label, most=question.at_most, count=len(kept)
        )
    return kept or None


def show_answer(question: Question, value: Any, lang: str | None = None) -> str:
    """A kept answer as people read it, in `lang` or the current language; records one a line, empty text for None."""
    if value is None:
        return ""
    problems: list[ValueProblem] = []
    answer = read_value(question, value, question.name, (), problems)
    if problems or answer is None:
        return str(value)
    with use_language(lang or current_language()):
        if question.type != "records":
            return show_fact(question, answer)
        return "\n".join(_show_record(question, record) for record in answer)


def _show_record(question: Question, record: Mapping[str, Any]) -> str:
    parts = [
        say("engine.field_shown", label=field.label, value=show_fact(field, record[field.name]))
        for field in question.fields
        if record.get(field.name) is not None
    ]
    return say("engine.field_separator").join(parts)
