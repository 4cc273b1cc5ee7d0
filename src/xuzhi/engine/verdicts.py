"""An expression for one case: a verdict with three values, and a trace of what it looked at.

Each node of the tree becomes one closure. None is unknown everywhere, as null is in Polars.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from xuzhi.engine import exact
from xuzhi.rulebook.expressions.tree import (
    Arithmetic,
    Both,
    Call,
    Choose,
    Compare,
    Constant,
    Expression,
    Fact,
    Field,
    Given,
    Item,
    Node,
    Not,
    Over,
    Setting,
)

type Closure = Callable[["Situated"], Any]


@dataclass
class Trace:
    """What decided: names with their values in the order they were read, names that are unknown, and which records."""

    used: list[tuple[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    deciding: dict[str, list[int]] = field(default_factory=dict)


class Situated:
    """The values that an expression is evaluated with. `items` holds the records of the comprehensions around it."""

    __slots__ = ("facts", "given", "items", "settings", "trace")

    def __init__(
        self,
        facts: Mapping[str, Any],
        settings: Mapping[str, Any],
        on: date,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self.facts = facts
        self.settings = settings
        self.given: dict[str, Any] = {"on": on, **(given or {})}
        self.items: list[tuple[Any, str]] = []
        self.trace = Trace()


_compiled: WeakKeyDictionary[Expression, Closure] = WeakKeyDictionary()


def evaluate(expression: Expression, situated: Situated) -> Any | None:
    """The expression's value, or None when it is unknown; `situated.trace` says why."""
    closure = _compiled.get(expression)
    if closure is None:
        closure = _compiled[expression] = compile_node(expression.tree)
    return closure(situated)


def compile_node(node: Node) -> Closure:
    compiler: Callable[[Any], Closure] = _COMPILERS[type(node)]
    return compiler(node)


def _constant(node: Constant) -> Closure:
    value = node.value
    return lambda situated: value


def _fact(node: Fact) -> Closure:
    name, at_least = node.name, node.at_least

    def read(situated: Situated) -> Any | None:
        value = situated.facts.get(name)
        if value is None or (at_least and value == ()):
            situated.trace.missing.append(name)
            return None
        situated.trace.used.append((name, value))
        return value

    return read


def _setting(node: Setting) -> Closure:
    name = node.name

    def read(situated: Situated) -> Any | None:
        value = situated.settings.get(name)
        if value is None:
            situated.trace.missing.append(name)
        else:
            situated.trace.used.append((name, value))
        return value

    return read


def _given(node: Given) -> Closure:
    name = node.name
    default = 0 if name.startswith("taken.") else None

    def read(situated: Situated) -> Any | None:
        value = situated.given.get(name, default)
        if value is None:
            situated.trace.missing.append(name)
        elif name != "on":
            situated.trace.used.append((name, value))
        return value

    return read


def _item(node: Item) -> Closure:
    depth = node.depth

    def read(situated: Situated) -> Any | None:
        value, said = situated.items[depth]
        if value is None:
            situated.trace.missing.append(said)
        return value

    return read


def _field(node: Field) -> Closure:
    record, name, at_least = compile_node(node.record), node.name, node.at_least
    depth = node.record.depth if isinstance(node.record, Item) else None

    def read(situated: Situated) -> Any | None:
        held = record(situated)
        value = None if held is None else held.get(name)
        if value is None or (at_least and value == ()):
            said = situated.items[depth][1] if depth is not None else ""
            situated.trace.missing.append(f"{said}.{name}")
            return None
        return value

    return read


def _both(node: Both) -> Closure:
    terms = tuple(compile_node(term) for term in node.terms)
    decides = node.word == "or"  # `or` is decided by one True, `and` by one False

    def read(situated: Situated) -> bool | None:
        trace = situated.trace
        used_before, missing_before = len(trace.used), len(trace.missing)
        unknown = False
        for term in terms:
            used_here, missing_here = len(trace.used), len(trace.missing)
            value: bool | None = term(situated)
            if value is not None:
                del trace.missing[missing_here:]
            if value is decides:
                # What the other terms read did not decide: the reason names this one alone.
                trace.used[used_before:used_here] = []
                del trace.missing[missing_before:]
                return decides
            unknown = unknown or value is None
        return None if unknown else not decides

    return read


def _not(node: Not) -> Closure:
    term = compile_node(node.term)

    def read(situated: Situated) -> bool | None:
        value = term(situated)
        return None if value is None else not value

    return read


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _compare(node: Compare) -> Closure:
    left, right, sign = compile_node(node.left), compile_node(node.right), node.sign
    if sign in ("in", "not in"):
        wanted = sign == "in"

        def contains(situated: Situated) -> bool | None:
            item, listed = left(situated), right(situated)
            if item is None or listed is None:
                return None
            if item in listed:
                return wanted
            return None if None in listed else not wanted

        return contains
    compare = _COMPARISONS[sign]

    def read(situated: Situated) -> bool | None:
        one, other = left(situated), right(situated)
        return None if one is None or other is None else compare(one, other)

    return read


def _arithmetic(node: Arithmetic) -> Closure:
    left, right, sign = compile_node(node.left), compile_node(node.right), node.sign

    def read(situated: Situated) -> exact.Number | None:
        one, other = left(situated), right(situated)
        return None if one is None or other is None else exact.calculate(sign, one, other)

    return read


def _choose(node: Choose) -> Closure:
    condition, then, otherwise = (compile_node(part) for part in (node.condition, node.then, node.otherwise))

    def read(situated: Situated) -> Any | None:
        holds = condition(situated)
        return None if holds is None else then(situated) if holds else otherwise(situated)

    return read


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": len,
    "length": len,
    "round": exact.round_half_up,
    "abs": abs,
    "min": min,
    "max": max,
    "years_before": lambda day, years: exact.months_after(day, -12 * int(years)),
    "months_before": lambda day, months: exact.months_after(day, -int(months)),
    "days_after": exact.days_after,
    "months_between": exact.months_between,
    "days_between": lambda start, end: (end - start).days,
    "year": lambda day: day.year,
    "day_of": exact.day_of,
}


def _call(node: Call) -> Closure:
    arguments = tuple(compile_node(argument) for argument in node.arguments)
    if node.function == "is_known":
        only = arguments[0]

        def is_known(situated: Situated) -> bool:
            missing_before = len(situated.trace.missing)
            known = only(situated) is not None
            del situated.trace.missing[missing_before:]
            return known

        return is_known
    if node.function == "needs":
        waited_for = arguments[0]
        return lambda situated: None if waited_for(situated) is None else True
    function = _FUNCTIONS[node.function]

    def read(situated: Situated) -> Any | None:
        values = [argument(situated) for argument in arguments]
        return None if any(value is None for value in values) else function(*values)

    return read


def _over(node: Over) -> Closure:
    source, element = compile_node(node.source), compile_node(node.element)
    condition = compile_node(node.condition) if node.condition is not None else None
    naming, reduce = _naming(node.source), _reducer(node)

    def read(situated: Situated) -> Any | None:
        listed = source(situated)
        if listed is None:
            return None
        return reduce(situated, _Walk(situated, listed, naming(situated), element, condition))

    return read


def _naming(source: Node) -> Callable[[Situated], str]:
    """How the records of a list are named: `machine_rooms`, and `machine_rooms[2].ports` for a list within."""
    if isinstance(source, Field) and isinstance(source.record, Item):
        depth, field_name = source.record.depth, source.name
        return lambda situated: f"{situated.items[depth][1]}.{field_name}"
    name = str(getattr(source, "name", "") or "list")
    return lambda situated: name


class _Walk:
    """Goes over the records of one list; gives what the condition and the element say of each."""

    __slots__ = ("condition", "element", "listed", "said", "situated")

    def __init__(self, situated: Situated, listed: Any, said: str, element: Closure, condition: Closure | None) -> None:
        self.situated, self.listed, self.said = situated, listed, said
        self.element, self.condition = element, condition

    def __iter__(self) -> Any:
        """Yields (position, applies, value); where the condition is false the element is not looked at."""
        situated, items = self.situated, self.situated.items
        depth = len(items)
        items.append((None, ""))
        try:
            for position, item in enumerate(self.listed):
                items[depth] = (item, f"{self.said}[{position}]")
                applies = True if self.condition is None else self.condition(situated)
                yield position, applies, None if applies is False else self.element(situated)
        finally:
            items.pop()


def _reducer(node: Over) -> Callable[[Situated, _Walk], Any | None]:
    if node.function in ("any", "all"):
        return lambda situated, walk: _quantify(situated, walk, decides=node.function == "any")
    if node.function == "count" and node.element.type.name == "truth":
        return lambda situated, walk: _count(walk)
    gather = _GATHERERS[node.function]

    def read(situated: Situated, walk: _Walk) -> Any | None:
        values: list[Any] = []
        unknown = False
        for _, applies, value in walk:
            if applies is not False:
                values.append(value)
                unknown = unknown or applies is None or (value is None and node.function != "count")
        return None if unknown else gather(values)

    return read


def _distinct(values: list[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


_GATHERERS: dict[str, Callable[[list[Any]], Any | None]] = {
    "sum": lambda values: exact.settle(sum(values)),
    "count": len,
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
    "distinct": _distinct,
}


def _count(walk: _Walk) -> int | None:
    """How many of the records say yes."""
    counted, unknown = 0, False
    for _, applies, value in walk:
        if applies is False or value is False:
            continue
        if applies is None or value is None:
            unknown = True
        counted += 1
    return None if unknown else counted


def _quantify(situated: Situated, walk: _Walk, *, decides: bool) -> bool | None:
    """any is decided by a record that says True, all by one that says False; all of these are noted."""
    trace = situated.trace
    missing_before = len(trace.missing)
    deciding: list[int] = []
    unknown = False
    for position, applies, value in walk:
        if applies is False:
            continue
        if value is decides and applies:
            deciding.append(position)
        elif value is None or value is decides:
            unknown = True
    if deciding:
        del trace.missing[missing_before:]
        trace.deciding.setdefault(walk.said, []).extend(deciding)
        return decides
    if unknown:
        return None
    del trace.missing[missing_before:]
    return not decides


_COMPILERS: dict[type, Callable[[Any], Closure]] = {
    Constant: _constant, Fact: _fact, Setting: _setting, Given: _given, Item: _item, Field: _field, Both: _both,
    Not: _not, Compare: _compare, Arithmetic: _arithmetic, Choose: _choose, Call: _call, Over: _over,
}  # fmt: skip
