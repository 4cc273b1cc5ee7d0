"""An expression for every case there ever was: the same tree as a column of a Polars frame, null for unknown.

A comprehension explodes its list into a frame of its own, with the outer columns it needs beside each record, and comes
back as one value a row; so comprehensions may stand within each other and name what is outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

import polars as pl

from xuzhi.engine.exact import PLACES
from xuzhi.rulebook.expressions.tree import (
    Arithmetic,
    Both,
    Call,
    Choose,
    Compare,
    Constant,
    Fact,
    Field,
    Given,
    Item,
    Node,
    Not,
    Over,
    Setting,
    walk,
)
from xuzhi.rulebook.expressions.types import Type

NUMBER = pl.Decimal(38, PLACES)
ON = "__on"
_SCALARS: dict[str, Any] = {
    "text": pl.String, "number": NUMBER, "date": pl.Date, "instant": pl.Datetime("us", "UTC"), "truth": pl.Boolean,
}  # fmt: skip


def dtype_of(kind: Type) -> Any:
    """The Polars type of an expression's type."""
    if kind.name == "list":
        return pl.List(dtype_of(kind.item)) if kind.item is not None else pl.List(pl.String)
    if kind.name == "record":
        return pl.Struct({name: dtype_of(field) for name, field in kind.fields.items()})
    return _SCALARS[kind.name]


def frame_of(types: Mapping[str, Type], rows: Sequence[Mapping[str, Any]], days: Sequence[date]) -> pl.DataFrame:
    """One row a case from typed facts, one column a name of `types`; `days` are the days that each is looked at."""
    columns = {
        name: pl.Series(name, [_plain(row.get(name), kind) for row in rows], dtype=dtype_of(kind))
        for name, kind in types.items()
    }
    return pl.DataFrame({ON: pl.Series(ON, list(days), dtype=pl.Date), **columns})


def _plain(value: Any, kind: Type) -> Any:
    if value is None:
        return None
    if kind.name == "number":
        return Decimal(value)
    if kind.name == "list" and kind.item is not None:
        return [_plain(each, kind.item) for each in value]
    if kind.name == "record":
        return {name: _plain(value.get(name), field) for name, field in kind.fields.items()}
    return value


def evaluate_over(frame: pl.DataFrame, tree: Node, settings: Mapping[str, Any]) -> pl.Series:
    """The tree's value in every row, null where it is unknown."""
    over = _Frame(_solid(frame.with_row_index("__row0")), "__row0", settings)
    column = over.compile(tree)
    return over.frame.with_columns(column.alias("value"))["value"]


class _Frame:
    """A frame that grows columns while a tree is compiled: exprs given out earlier stay right."""

    def __init__(self, frame: pl.DataFrame, row: str, settings: Mapping[str, Any], depth: int = 0) -> None:
        self.frame, self.row, self.settings, self.depth = frame, row, settings, depth
        self.grown = 0

    def compile(self, node: Node) -> pl.Expr:
        compiler: Callable[[_Frame, Any], pl.Expr] = _COMPILERS[type(node)]
        return compiler(self, node)

    def constant(self, node: Constant) -> pl.Expr:
        return _literal(node.value, node.type)

    def fact(self, node: Fact) -> pl.Expr:
        return _answered(pl.col(node.name), node.at_least)

    def setting(self, node: Setting) -> pl.Expr:
        return _literal(self.settings.get(node.name), node.type)

    def given(self, node: Given) -> pl.Expr:
        if node.name != "on":
            raise ValueError(f"{node.name} belongs to one case's procedure and has no column")
        return pl.col(ON)

    def item(self, node: Item) -> pl.Expr:
        return pl.col(f"__item{node.depth}")

    def field(self, node: Field) -> pl.Expr:
        return _answered(self.compile(node.record).struct.field(node.name), node.at_least)

    def both(self, node: Both) -> pl.Expr:
        terms = [self.compile(term) for term in node.terms]
        return reduce(lambda one, other: one & other if node.word == "and" else one | other, terms)

    def negated(self, node: Not) -> pl.Expr:
        return ~self.compile(node.term)

    def compare(self, node: Compare) -> pl.Expr:
        left, right = self.written_out(node.left), self.written_out(node.right)
        if node.sign in ("in", "not in"):
            unknown = left.is_null() | right.is_null()
            contains = pl.when(~unknown).then(right.list.contains(left))
            return contains if node.sign == "in" else ~contains
        return _COMPARISONS[node.sign](left, right)

    def arithmetic(self, node: Arithmetic) -> pl.Expr:
        left, right = self.written_out(node.left), self.written_out(node.right)
        if node.sign == "/":
            right = pl.when(right != 0).then(right)
        return _ARITHMETIC[node.sign](left, right).cast(NUMBER)

    def choose(self, node: Choose) -> pl.Expr:
        condition, then, otherwise = (self.compile(each) for each in (node.condition, node.then, node.otherwise))
        return pl.when(condition).then(then).when(~condition).then(otherwise)

    def call(self, node: Call) -> pl.Expr:
        arguments = [self.written_out(argument) for argument in node.arguments]
        return _FUNCTIONS[node.function](*arguments)

    def over(self, node: Over) -> pl.Expr:
        """One value a row from the records of a list."""
        source = self.name_column(self.compile(node.source))
        inner = self.exploded(node, source)
        element = inner.compile(node.element)
        condition = inner.compile(node.condition) if node.condition is not None else pl.lit(True)
        said = inner.frame.select(pl.col(self.row), element.alias("value"), condition.alias("applies"))
        gathered = said.group_by(self.row).agg(_gather(node).alias("gathered"))
        name = self.next_name()
        joined = gathered.rename({"gathered": name})
        self.frame = _solid(self.frame.join(joined, on=self.row, how="left", maintain_order="left"))
        empty = _empty_value(node)
        return (
            pl.when(pl.col(source).is_null())
            .then(None)
            .when(pl.col(source).list.len() == 0)
            .then(empty)
            .otherwise(pl.col(name))
        )

    def exploded(self, node: Over, source: str) -> _Frame:
        """One row a record, with the outer columns that the comprehension reads."""
        item = f"__item{node.depth}"
        read = [node.element] if node.condition is None else [node.element, node.condition]
        needed = {name for part in read for name in _columns_read(part)}
        columns = [name for name in self.frame.columns if name in needed and name != item]
        frame = (
            self.frame.select(self.row, *columns, pl.col(source).alias(item))
            .filter(pl.col(item).list.len() > 0)
            .explode(item)
            .with_row_index(f"__row{self.depth + 1}")
        )
        return _Frame(_solid(frame), f"__row{self.depth + 1}", self.settings, self.depth + 1)

    def written_out(self, node: Node) -> pl.Expr:
        """A number as a column of its own: see `_solid`."""
        expr = self.compile(node)
        return pl.col(self.name_column(expr)) if node.type.name == "number" else expr

    def name_column(self, expr: pl.Expr) -> str:
        name = self.next_name()
        self.frame = _solid(self.frame.with_columns(expr.alias(name)))
        return name

    def next_name(self) -> str:
        self.grown += 1
        return f"__grown{self.depth}_{self.grown}"


def _solid(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every column written out. Polars keeps a column of one repeated value as that one value, and then
    takes a Decimal comparison with it for one row."""
    return pl.DataFrame(frame.get_columns())


def _columns_read(node: Node) -> Iterable[str]:
    for part in walk(node):
        if isinstance(part, Fact):
            yield part.name
        elif isinstance(part, Item):
            yield f"__item{part.depth}"
        elif isinstance(part, Given):
            yield ON


def _answered(column: pl.Expr, at_least: int) -> pl.Expr:
    """Where entries are wanted, an empty list is no answer yet."""
    return pl.when(column.list.len() > 0).then(column) if at_least else column


def _literal(value: Any, kind: Type) -> pl.Expr:
    dtype = dtype_of(kind)
    if kind.name == "list":
        return pl.lit(pl.Series([_plain(value, kind)], dtype=dtype)).first()
    return pl.lit(_plain(value, kind), dtype=dtype)


_COMPARISONS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_ARITHMETIC: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


def _months_after(day: pl.Expr, months: pl.Expr) -> pl.Expr:
    """Polars moves a day to the month's last where the month is shorter, as `exact.months_after` does."""
    return day.dt.offset_by(pl.format("{}mo", months.cast(pl.Int64)))


def _months_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    def whole(one: pl.Expr, other: pl.Expr) -> pl.Expr:
        years = (other.dt.year() - one.dt.year()).cast(pl.Int64) * 12
        months = other.dt.month().cast(pl.Int64) - one.dt.month().cast(pl.Int64)
        return years + months - (other.dt.day() < one.dt.day()).cast(pl.Int64)

    return pl.when(end < start).then(-whole(end, start)).when(end >= start).then(whole(start, end)).cast(NUMBER)


def _extreme(pick: Callable[[Sequence[pl.Expr]], pl.Expr], values: Sequence[pl.Expr]) -> pl.Expr:
    known = reduce(lambda one, other: one & other, (value.is_not_null() for value in values))
    return pl.when(known).then(pick(values))


_FUNCTIONS: dict[str, Callable[..., pl.Expr]] = {
    "len": lambda listed: listed.list.len().cast(NUMBER),
    "length": lambda text: text.str.len_chars().cast(NUMBER),
    "round": lambda number: number.round(0, mode="half_away_from_zero").cast(NUMBER),
    "abs": lambda number: number.abs(),
    "min": lambda *values: _extreme(pl.min_horizontal, values),
    "max": lambda *values: _extreme(pl.max_horizontal, values),
    "years_before": lambda day, years: _months_after(day, years.cast(pl.Int64) * -12),
    "months_before": lambda day, months: _months_after(day, months.cast(pl.Int64) * -1),
    "days_after": lambda day, days: day.dt.offset_by(pl.format("{}d", days.cast(pl.Int64))),
    "months_between": _months_between,
    "days_between": lambda start, end: (end - start).dt.total_days().cast(NUMBER),
    "year": lambda day: day.dt.year().cast(NUMBER),
    "day_of": lambda instant: instant.dt.convert_time_zone("Asia/Taipei").dt.date(),
    "is_known": lambda value: value.is_not_null(),
    "needs": lambda value: pl.when(value.is_not_null()).then(pl.lit(True)),
}


def _gather(node: Over) -> pl.Expr:
    """The aggregate over one row's records, which are known to be some."""
    value, applies = pl.col("value"), pl.col("applies")
    if node.function == "any":
        return (applies & value).any(ignore_nulls=False)
    if node.function == "all":
        return (~applies | value).all(ignore_nulls=False)
    counts = node.function == "count"
    if counts and node.element.type.name == "truth":
        says_yes = applies & value
        return pl.when(~says_yes.is_null().any()).then(says_yes.sum().cast(NUMBER))
    unknown = applies.is_null().any() if counts else (applies.is_null() | (applies & value.is_null())).any()
    if counts:
        return pl.when(~unknown).then(applies.sum().cast(NUMBER))
    chosen = value.filter(applies)
    if node.function == "distinct":
        return pl.when(~unknown).then(chosen.unique(maintain_order=True).implode())
    gathered = {"sum": chosen.sum, "min": chosen.min, "max": chosen.max}[node.function]()
    return pl.when(~unknown).then(gathered)


def _empty_value(node: Over) -> pl.Expr:
    if node.function in ("any", "all"):
        return pl.lit(node.function == "all")
    if node.function in ("count", "sum"):
        return pl.lit(Decimal(0), dtype=NUMBER)
    return _literal((), node.type) if node.function == "distinct" else pl.lit(None, dtype=dtype_of(node.type))


_COMPILERS: dict[type, Callable[[_Frame, Any], pl.Expr]] = {
    Constant: _Frame.constant, Fact: _Frame.fact, Setting: _Frame.setting, Given: _Frame.given, Item: _Frame.item,
    Field: _Frame.field, Both: _Frame.both, Not: _Frame.negated, Compare: _Frame.compare,
    Arithmetic: _Frame.arithmetic, Choose: _Frame.choose, Call: _Frame.call, Over: _Frame.over,
}  # fmt: skip
