"""The clauses as a page reads them: in chapters, each with the values it sets and what it asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuzhi.engine.showing import show_listed
from xuzhi.kernel.clause import Clause
from xuzhi.kernel.texts import say
from xuzhi.rulebook import Edition, Parameter
from xuzhi.web.public.words import words, words_or

_CHAPTER = re.compile(r"[A-Za-z]+(\d+)")


@dataclass(frozen=True)
class Value:
    """A value that a clause sets. `value` is "" where the office has not set it yet."""

    name: str
    label: str
    value: str
    hint: str
    since: date | None


@dataclass
class ClauseView:
    """`asks` are labels of what is asked, attached or checked because of it, by sort of thing."""

    clause: Clause
    kind_label: str
    values: list[Value] = field(default_factory=list)
    asks: dict[str, list[str]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.clause.id


@dataclass
class Chapter:
    number: str
    title: str
    clauses: list[ClauseView] = field(default_factory=list)


def chapters_of(rules: Edition) -> list[Chapter]:
    """Every clause in the order of the source, in chapters by the first number of its id."""
    views = {id: ClauseView(clause, _kind_label(clause.kind)) for id, clause in rules.clauses.items()}
    _add_values(rules, views)
    for case in rules.cases.values():
        for sort, entries in (("document", case.documents), ("check", case.checks), ("clock", case.clocks)):
            _add_asks(views, sort, entries)
    chapters: dict[str, Chapter] = {}
    for id, view in views.items():
        match = _CHAPTER.match(id)
        number = match[1] if match else id
        chapter = chapters.setdefault(number, Chapter(number, words("chapter", number=number)))
        chapter.clauses.append(view)
    for chapter in chapters.values():
        chapter.title = _title(chapter)
    return list(chapters.values())


def _title(chapter: Chapter) -> str:
    """The chapter's number with the labels of what it is mostly about."""
    kinds = list(dict.fromkeys(view.kind_label for view in chapter.clauses if view.kind_label))
    return words("chapter_about", number=chapter.number, about=say("kernel.list_separator").join(kinds[:3]))


def _add_values(rules: Edition, views: dict[str, ClauseView]) -> None:
    for name, parameter in rules.parameters.items():
        since = max((each.from_ for each in parameter.values if each.from_ <= rules.on), default=None)
        shown = value_words(rules, parameter, rules.values.get(name))
        value = Value(name, parameter.label, shown, parameter.hint, since)
        for id in parameter.clauses:
            if id in views:
                views[id].values.append(value)


def _add_asks(views: dict[str, ClauseView], sort: str, entries: Iterable[Any]) -> None:
    for entry in entries:
        for id in entry.clauses:
            labels = views[id].asks.setdefault(sort, []) if id in views else []
            if entry.label not in labels:
                labels.append(entry.label)


def value_words(rules: Edition, parameter: Parameter, value: Any) -> str:
    """A parameter's value as people write it, codes by the labels of the case that offers them; "" when not set."""
    if value is None:
        return ""
    return show_listed(rules, parameter, value)


def _kind_label(kind: str) -> str:
    return words_or(f"clause_{kind}", "")
