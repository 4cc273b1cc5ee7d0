"""What documents say held against what the form says: agreement, difference, silence. Never a verdict."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.rulebook.model import Document, Question

AGREES, DIFFERS, SILENT, OPEN = "agrees", "differs", "silent", "open"


@dataclass(frozen=True)
class Said:
    """Something that a file says: a `value` as facts are written, the words around it, and where they stand."""

    kind: str
    value: Any
    text: str = ""
    sha256: str = ""
    page: int | None = None
    box: tuple[int, ...] = ()
    by: str = "text"


@dataclass(frozen=True)
class Compared:
    """One answer beside what the document's files say. outcome: agrees, differs, silent (nothing of that kind was
    found), open (not answered yet). `answered` are the answers that the files do not say, all of them when open."""

    document: str
    question: str
    label: str
    reading: str
    outcome: str
    answered: tuple[Any, ...]
    said: tuple[Said, ...]


def said_in(sha256: str, suggestions: Iterable[Mapping[str, Any]]) -> list[Said]:
    """What the inspection of a file suggests, as things to compare."""
    return [
        Said(
            kind=each["kind"],
            value=each["value"],
            text=each.get("text", ""),
            sha256=sha256,
            page=each.get("page"),
            box=tuple(each.get("box") or ()),
            by=each.get("by", "text"),
        )
        for each in suggestions
    ]


def compare(
    questions: Sequence[Question], document: Document, facts: Mapping[str, Any], said: Iterable[Said]
) -> list[Compared]:
    """Each `reads` of the document, in the order of the file. `facts` are JSON-safe, by dotted name."""
    everything = list(said)
    return [
        _compare(questions, document, name, reading, facts, [each for each in everything if each.kind == reading])
        for name, reading in document.reads.items()
    ]


def _compare(
    questions: Sequence[Question],
    document: Document,
    name: str,
    reading: str,
    facts: Mapping[str, Any],
    said: Sequence[Said],
) -> Compared:
    question, values = _answers(questions, name, facts)
    there = {_comparable(each.value) for each in said}
    lacking = tuple(value for value in values if _comparable(value) not in there)
    if not values:
        outcome = OPEN
    elif not said:
        outcome = SILENT
    else:
        outcome = DIFFERS if lacking else AGREES
    shown = _once(said)
    if outcome == AGREES:
        wanted = {_comparable(value) for value in values}
        shown = [each for each in shown if _comparable(each.value) in wanted]
    label = question.label if question else name
    return Compared(document.name, name, label, reading, outcome, lacking or tuple(values), tuple(shown))


def question_of(questions: Iterable[Question], name: str) -> Question | None:
    """The question, or the field of records, that the name means."""
    for question in questions:
        if question.name == name:
            return question
        if name.startswith(f"{question.name}."):
            field = question.field_named(name.removeprefix(f"{question.name}."))
            if field is not None:
                return field
    return None


def _answers(questions: Iterable[Question], name: str, facts: Mapping[str, Any]) -> tuple[Question | None, list[Any]]:
    question = question_of(questions, name)
    if question is None or question.name == name:
        value = facts.get(name)
        return question, [] if value is None else [value]
    rows = facts.get(name.removesuffix(f".{question.name}")) or ()
    values = [row.get(question.name) for row in rows]
    return question, list(dict.fromkeys(value for value in values if value is not None))


def _comparable(value: Any) -> str:
    """Names may be printed with other spaces, widths or forms of 台; numbers as texts."""
    folded = unicodedata.normalize("NFKC", str(value)).casefold().replace("臺", "台")
    return "".join(sign for sign in folded if not sign.isspace())


def _once(said: Sequence[Said]) -> list[Said]:
    first: dict[str, Said] = {}
    for each in said:
        first.setdefault(_comparable(each.value), each)
    return list(first.values())
