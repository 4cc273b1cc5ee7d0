"""The facts of a case kind as JSON Schema 2020-12, for whoever writes FACTS.json outside."""

from __future__ import annotations

from typing import Any

from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import CaseKind, Question

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DIGITS = r"-?[0-9]+(\.[0-9]{1,12})?"


def facts_schema(edition: Edition, kind: str) -> dict[str, Any]:
    """A schema that takes what `read_facts` takes. Nothing is required: what is left out, or null, is unknown."""
    case = edition.case(kind)
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": f"urn:xuzhi:facts:{edition.programme_id}:{kind}:{edition.on.isoformat()}",
        "title": f"{edition.title} {case.title}",
        "x-edition": {"on": edition.on.isoformat(), "sha256": edition.sha256},
        **_group(),
    }
    for question in case.known_questions:
        *groups, last = question.name.split(".")
        branch = schema
        for group in groups:
            branch = branch["properties"].setdefault(group, _group())
        branch["properties"][last] = _question(question, case)
    return schema


def _group() -> dict[str, Any]:
    return {"type": "object", "properties": {}, "additionalProperties": False}


def _question(question: Question, case: CaseKind) -> dict[str, Any]:
    schema = _value(question, case)
    described = {"title": question.label}
    if question.hint:
        described["description"] = question.hint
    if question.unit or question.type == "money":
        described["x-unit"] = question.unit or "TWD"
    if question.clauses:
        schema["x-clause"] = list(question.clauses)
    if question.example:
        schema["examples"] = [question.example]
    return {**described, **schema}


def _value(question: Question, case: CaseKind) -> dict[str, Any]:
    match question.type:
        case "money":
            return {"type": ["integer", "null"], "minimum": 0, "exclusiveMaximum": 10**15}
        case "number":
            return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_DIGITS}$"}, {"type": "null"}]}
        case "date":
            return {"type": ["string", "null"], "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case "instant":
            return {"type": ["string", "null"], "format": "date-time"}
        case "yes_no":
            return {"type": ["boolean", "null"]}
        case "choice" if question.of:
            return {"enum": [*_words(question), None], "x-labels": _labels(question)}
        case "choices":
            items: dict[str, Any] = {"enum": _words(question)} if question.of else {"type": "string"}
            labels = {"x-labels": _labels(question)} if question.of else {}
            return {"type": ["array", "null"], "items": items, **labels}
        case "business_number":
            return {"type": ["string", "null"], "pattern": "^[0-9]{8}$"}
        case "country":
            return {"type": ["string", "null"], "pattern": "^[A-Za-z]{2}$"}
        case "file":
            return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]}
        case "records":
            record = _group()
            record["properties"] = {field.name: _question(field, case) for field in question.fields}
            return {"type": ["array", "null"], "items": record}
    return {"type": ["string", "null"]}


def _words(question: Question) -> list[str]:
    """Codes, and the labels that are taken for them."""
    return list(dict.fromkeys([*(each.code for each in question.of), *(each.label for each in question.of)]))


def _labels(question: Question) -> dict[str, str]:
    return {each.code: each.label for each in question.of}
