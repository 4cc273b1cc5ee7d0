"""Questions, sections and documents of a case file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xuzhi.rulebook.borrowing import ABOUT
from xuzhi.rulebook.expressions import Expression, ExpressionInvalid, Scope, parse_expression
from xuzhi.rulebook.model import Choice, Document, Question, Section
from xuzhi.rulebook.reading import Table, Tables, show
from xuzhi.rulebook.reading_entries import Reading, read_entry, read_name, without_doubles
from xuzhi.rulebook.vocabulary import CHANGES, DOCUMENT_KINDS, QUESTION_TYPES, READINGS, REGISTERS, SHOWN

_FLAGS = ("public", "confirm", "disputable", "confidential", "office_only")
_CHOOSING = ("choice", "choices")
_COUNTED = ("choices", "records", "file")


def read_sections(top: Table | Tables, reading: Reading) -> tuple[Section, ...]:
    sections = []
    for table in top.tables("section"):
        name = read_name(table)
        texts: dict[str, Any] = {"label": table.text("label", name), "hint": table.text("hint")}
        texts["shows"] = table.some_of("shows", SHOWN)
        sections.append(Section(name=name, **texts, **read_entry(table, reading)))
        table.done()
    return without_doubles(sections, "section", reading.problems)


def read_condition(table: Table, key: str, scope: Scope) -> Expression | None:
    """An expression that must be true or false; what is wrong with it is noted and None comes back."""
    text = table.text(key)
    if not text.strip():
        if isinstance(table.raw(key), str):
            table.error(f"{key} is empty", key)
        return None
    try:
        return parse_expression(text, scope)
    except ExpressionInvalid as error:
        for message in error.messages:
            table.error(message, key)
        return None


def read_required(table: Table, scope: Scope) -> bool | Expression:
    """`required` is true, false or an expression; without the key it is true."""
    value = table.raw("required")
    if value is None or isinstance(value, bool):
        return value is not False
    if isinstance(value, str):
        return read_condition(table, "required", scope) or True
    table.error(f"required should be true, false or an expression, not {show(value)}", "required")
    return True


def read_question(table: Table, reading: Reading, *, within: str = "") -> Question | None:
    """One question, its conditions still unread: the names that they use must be known first (`with_conditions`).

    A field of records (`within` their question) is required or not; it has no conditions.
    """
    name = read_name(table, dotted=not within)
    kind = table.one_of("type", QUESTION_TYPES, required=True) or "text"
    read: dict[str, Any] = {
        "label": table.text("label", name, required=True),
        **{key: table.text(key) for key in ("hint", "section", "unit", "filled_by", "pattern", "example", "of_list")},
        **{key: table.flag(key) for key in _FLAGS},
        **{key: table.whole(key) for key in ("at_least", "at_most", "decimals")},
        "register": table.one_of("register", REGISTERS),
        "change": table.one_of("change", CHANGES),
        **{
            key: table.text(key)
            for key in ("rows_for", "document", "shown_if", "looks_up", "unique", "goal", "names_file")
        },
        **{key: table.flag(key) for key in ("one_each", "by_file")},
        **{key: table.names(key) for key in ("carried_from", "stages")},
        "by": table.one_of("by", ("officer",)),
        "of": _choices(table, kind, filled="register" in table or "filled_by" in table),
        "fields": _fields(table, kind, reading, name, within),
        **read_entry(table, reading),
    }
    _check_sizes(table, kind, read)
    if within:
        read["required"] = table.flag("required", True)
    else:
        table.asked |= {"when", "required"}
    table.done()
    return Question(name=name, type=kind, **read) if name else None


def with_conditions(question: Question, table: Table, scope: Scope) -> Question:
    """The question with its `when` and `required`, read from the table that it was read from."""
    question = replace(question, of=_offered_when(question, table, scope))
    if "when" not in table and "required" not in table:
        return question
    when, required = read_condition(table, "when", scope), read_required(table, scope)
    return replace(question, when=when, required=required)


def _offered_when(question: Question, table: Table, scope: Scope) -> tuple[Choice, ...]:
    """The answers to choose from, with their `when`."""
    written = table.data.get("of") or ()
    conditions = {
        each["code"]: Table(table.source, (*table.path, "of", at), each, table.problems)
        for at, each in enumerate(written)
        if isinstance(each, dict) and "when" in each and "code" in each
    }
    return tuple(
        replace(each, when=read_condition(conditions[each.code], "when", scope)) if each.code in conditions else each
        for each in question.of
    )


def _fields(table: Table, kind: str, reading: Reading, name: str, within: str) -> tuple[Question, ...]:
    tables = table.tables("fields")
    if kind != "records":
        if tables:
            table.error(f'"{name}" is {kind}; only records have fields', "fields")
        return ()
    if within:
        table.error(f'"{within}" holds records already; records within records are not known', "type")
        return ()
    if not tables:
        table.error(f'"{name}" is a list of records and needs fields')
    fields = [read_question(each, reading, within=name) for each in tables]
    return without_doubles([each for each in fields if each], f'field of "{name}"', reading.problems)


def _choices(table: Table, kind: str, *, filled: bool) -> tuple[Choice, ...]:
    """The answers to choose from. What a register or the platform fills in may be an open list of codes."""
    raw = table.raw("of")
    if raw is None:
        if kind in _CHOOSING and not filled:
            table.error(f"a {kind} needs the answers to choose from: of = [{{ code = …, label = … }}]")
        return ()
    if kind not in _CHOOSING:
        table.error(f"only choice and choices have answers to choose from, not {kind}", "of")
    if not isinstance(raw, list) or not all(isinstance(each, str | dict) for each in raw):
        table.error("of should be a list of codes, or of { code = …, label = … }", "of")
        return ()
    choices = []
    for position, each in enumerate(raw):
        if isinstance(each, str):
            choices.append(Choice(code=each, label=each))
            continue
        entry = Table(table.source, (*table.path, "of", position), each, table.problems)
        code = entry.text("code", required=True)
        choices.append(Choice(code=code, label=entry.text("label", code), clause=" ".join(entry.names("clause"))))
        entry.asked.add("when")
        entry.done()
    codes = [choice.code for choice in choices]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        table.error(f'the answer "{code}" stands twice', "of")
    return tuple(choices)


def _check_sizes(table: Table, kind: str, read: Mapping[str, Any]) -> None:
    least, most = read["at_least"], read["at_most"]
    if least is not None and most is not None and least > most:
        table.error(f"at_least {least} is more than at_most {most}", "at_least")
    if kind not in (*_COUNTED, "number", "money", "text", "long_text") and (least is not None or most is not None):
        table.error(f"at_least and at_most count entries, characters or amounts; {kind} has none", "at_least")
    if read["pattern"]:
        try:
            re.compile(read["pattern"])
        except re.error as error:
            table.error(f"pattern cannot be read: {error}", "pattern")


def read_document(table: Table, reading: Reading, scope: Scope) -> Document | None:
    name = read_name(table)
    read: dict[str, Any] = {
        "label": table.text("label", name, required=True),
        **{key: table.text(key) for key in ("number", "hint", "section", "template", "same_as", "paper")},
        "written_from": table.names("written_from"),
        "revises": table.names("revises"),
        "kinds": table.some_of("kinds", DOCUMENT_KINDS),
        "required": read_required(table, scope),
        "when": read_condition(table, "when", scope),
        "at_least": table.whole("at_least") if "at_least" in table else 1,
        "at_most": table.whole("at_most"),
        "max_mb": table.whole("max_mb"),
        "change": table.one_of("change", CHANGES),
        "confidential": table.flag("confidential"),
        "by": table.one_of("by", ("applicant", "respondent", "officer", ABOUT), "applicant"),
        "during": table.text("during"),
        "stages": table.names("stages"),
        "reads": _reads(table),
        "fonts": _fonts(table),
        **read_entry(table, reading),
    }
    if not read["kinds"] and "kinds" not in table:
        table.error(f"kinds is missing ({', '.join(DOCUMENT_KINDS)})")
    if read["at_most"] is not None and read["at_least"] > read["at_most"]:
        table.error(f"at_least {read['at_least']} is more than at_most {read['at_most']}", "at_least")
    table.done()
    return Document(name=name, **read) if name else None


def _reads(table: Table) -> dict[str, str]:
    """What is looked for in the files, by the question it is held against."""
    within = table.table("reads")
    if within is None:
        return {}
    return {name: found for name in within.data if (found := within.one_of(name, READINGS))}


def _fonts(table: Table) -> dict[str, str]:
    """The parameters that say in which fonts and size the text must stand, and the clause that says so."""
    within = table.table("fonts")
    if within is None:
        return {}
    found = {key: within.text(key) for key in ("cjk", "latin", "size", "pdf", "clause") if key in within}
    within.done()
    return found
