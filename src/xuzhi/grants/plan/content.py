"""What a plan says, as headings, paragraphs and tables, taken from the pages of its form. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xuzhi.engine.answers import show_answer
from xuzhi.rulebook.form import Question


@dataclass(frozen=True)
class Heading:
    """`level` 1 is a part, 2 a question within it."""

    level: int
    text: str


@dataclass(frozen=True)
class Words:
    """One paragraph."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table; without `head` it is label and value side by side."""

    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()


type Block = Heading | Words | Grid


@dataclass(frozen=True)
class Content:
    """A whole document: its title, what stands under it, and its blocks in order."""

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A page of the form: its label, and each question with its stored answer (None: not answered, left out)."""

    label: str
    answered: tuple[tuple[Question, Any], ...]


def content_of(title: str, lines: Sequence[str], pages: Iterable[Page]) -> Content:
    """Everything that was answered, page by page in the order of the form; short answers share one table."""
    blocks: list[Block] = []
    for page in pages:
        given = [(question, value) for question, value in page.answered if value not in (None, [])]
        if given:
            blocks += [Heading(1, page.label), *_page(given)]
    return Content(title, tuple(lines), tuple(blocks))


def _page(given: Sequence[tuple[Question, Any]]) -> Iterator[Block]:
    short: list[tuple[str, ...]] = []
    for question, value in given:
        if question.type in ("long_text", "records"):
            if short:
                yield Grid(tuple(short))
                short = []
            yield Heading(2, question.label)
            yield from _records(question, value) if question.type == "records" else _paragraphs(str(value))
        elif question.type != "file":
            short.append((question.label, show_answer(question, value)))
    if short:
        yield Grid(tuple(short))


def _paragraphs(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield Words(line.strip())


def _records(question: Question, rows: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """A column for each field that any row answers."""
    fields = [
        each
        for each in question.fields
        if each.type != "file" and any(row.get(each.name) not in (None, "") for row in rows)
    ]
    head = tuple(each.label for each in fields)
    cells = tuple(tuple(show_answer(each, row.get(each.name)) for each in fields) for row in rows)
    yield Grid(cells, head)
