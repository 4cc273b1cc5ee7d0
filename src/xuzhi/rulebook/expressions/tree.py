"""The typed tree of an expression. One tree, three uses: a verdict, a Polars column, a sentence (all in `engine`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xuzhi.rulebook.expressions.types import Type


@dataclass(frozen=True)
class Node:
    type: Type

    def parts(self) -> tuple[Node, ...]:
        return ()


@dataclass(frozen=True)
class Constant(Node):
    value: str | int | Decimal | bool | date | datetime | tuple[Any, ...]


@dataclass(frozen=True)
class Fact(Node):
    """A question's answer. `at_least` is above 0 where an empty list means that nothing was answered yet."""

    name: str
    at_least: int = 0


@dataclass(frozen=True)
class Setting(Node):
    """A parameter's value on the day."""

    name: str


@dataclass(frozen=True)
class Given(Node):
    """What the engine itself supplies: `on`, `checks.…`, `corrections.…`, `taken.<step>`."""

    name: str


@dataclass(frozen=True)
class Item(Node):
    """The variable of a comprehension; `depth` is how many comprehensions stand around the one that binds it."""

    name: str
    depth: int


@dataclass(frozen=True)
class Field(Node):
    """A field of a record: `room.country`."""

    record: Node
    name: str
    at_least: int = 0

    def parts(self) -> tuple[Node, ...]:
        return (self.record,)


@dataclass(frozen=True)
class Both(Node):
    """`and` (all must hold) or `or` (one must)."""

    word: str
    terms: tuple[Node, ...]

    def parts(self) -> tuple[Node, ...]:
        return self.terms


@dataclass(frozen=True)
class Not(Node):
    term: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.term,)


@dataclass(frozen=True)
class Compare(Node):
    """sign: == != < <= > >= in, not in."""

    sign: str
    left: Node
    right: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Arithmetic(Node):
    """sign: + - * /."""

    sign: str
    left: Node
    right: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


@dataclass(frozen=True)
class Choose(Node):
    """`then if condition else otherwise`."""

    condition: Node
    then: Node
    otherwise: Node

    def parts(self) -> tuple[Node, ...]:
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True)
class Call(Node):
    function: str
    arguments: tuple[Node, ...]

    def parts(self) -> tuple[Node, ...]:
        return self.arguments


@dataclass(frozen=True)
class Over(Node):
    """`function(element for variable in source if condition)`."""

    function: str
    element: Node
    variable: str
    depth: int
    source: Node
    condition: Node | None = None

    def parts(self) -> tuple[Node, ...]:
        return (self.source, self.element) if self.condition is None else (self.source, self.condition, self.element)


@dataclass(frozen=True, eq=False)
class Expression:
    """An expression as written, with its checked tree and the names that it reads. Two are never the same thing:
    the same text means something else in another case kind."""

    text: str
    tree: Node = field(repr=False)

    @property
    def type(self) -> Type:
        return self.tree.type

    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(node.name for node in walk(self.tree) if isinstance(node, Fact)))

    def settings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(node.name for node in walk(self.tree) if isinstance(node, Setting)))


def walk(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts():
        yield from walk(part)


@dataclass(frozen=True)
class Scope:
    """The names that an expression may use: facts and parameters with their types, and what the engine supplies."""

    facts: Mapping[str, Type]
    settings: Mapping[str, Type]
    given: Mapping[str, Type] = field(default_factory=dict)
    at_least: Mapping[str, int] = field(default_factory=dict)
    subject: str = "this case"
