"""From text to a typed tree: a small part of Python's expression syntax, every mistake found at once."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal

from xuzhi.rulebook.expressions.functions import AGGREGATES, ASKING, FUNCTIONS, KNOWN, result_of_aggregate
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
    Scope,
    Setting,
)
from xuzhi.rulebook.expressions.types import (
    EMPTY_LIST,
    MONEY_UNIT,
    NUMBER,
    TEXT,
    TRUTH,
    Type,
    canonical_unit,
    comparable,
    list_of,
    units_differ,
)
from xuzhi.rulebook.problems import did_you_mean

_SIGNS: dict[type, str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
}  # fmt: skip
_ORDERED = ("number", "date", "instant")


class ExpressionInvalid(Exception):
    """`messages` says everything that is wrong with one expression."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = messages
        super().__init__("; ".join(messages))


class _Wrong(Exception):
    """One part cannot be typed; its message is already noted."""


def parse_expression(text: str, scope: Scope, expected: Type | None = TRUTH) -> Expression:
    """Parse and type-check. Raises ExpressionInvalid with every message; `expected` None takes any type."""
    try:
        written = text.strip()
        body = ast.parse(f"({written})" if "\n" in written else written, mode="eval").body
    except (SyntaxError, ValueError) as error:
        detail = error.msg if isinstance(error, SyntaxError) else str(error)
        raise ExpressionInvalid([f'"{text}" cannot be read as an expression: {detail}']) from None
    parser = _Parser(scope)
    try:
        tree = parser.read(body)
        if expected is not None and not parser.messages and tree.type.name != expected.name:
            parser.messages.append(f'"{text}" should give {expected}, but gives {tree.type}')
    except _Wrong:
        pass
    except RecursionError:
        parser.messages.append("this expression is nested too deeply")
    if parser.messages:
        raise ExpressionInvalid(list(dict.fromkeys(parser.messages)))
    return Expression(text, tree)


class _Parser:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.locals: list[tuple[str, Type, Node]] = []
        self.messages: list[str] = []

    def fail(self, message: str) -> _Wrong:
        self.messages.append(message)
        return _Wrong()

    def read(self, node: ast.expr) -> Node:
        reader: Callable[[_Parser, ast.expr], Node] | None = _READERS.get(type(node))
        if reader is None:
            raise self.fail(f'"{ast.unparse(node)}" is more than an expression here can say')
        return reader(self, node)

    def read_all(self, nodes: list[ast.expr]) -> tuple[Node, ...]:
        """Read every part before giving up, so that all mistakes are told at once."""
        read, wrong = [], None
        for node in nodes:
            try:
                read.append(self.read(node))
            except _Wrong as error:
                wrong = error
        if wrong is not None:
            raise wrong
        return tuple(read)

    # names and constants

    def constant(self, node: ast.Constant) -> Node:
        if isinstance(node.value, bool):
            return Constant(TRUTH, node.value)
        if isinstance(node.value, int):
            return Constant(NUMBER, node.value)
        if isinstance(node.value, float):
            return Constant(NUMBER, Decimal(ast.unparse(node)))
        if isinstance(node.value, str):
            return Constant(TEXT, node.value)
        raise self.fail(f'"{ast.unparse(node)}" is not a value here; ask is_known(name) whether something is known')

    def listed(self, node: ast.List | ast.Tuple | ast.Set) -> Node:
        items = self.read_all(node.elts)
        if not all(isinstance(item, Constant) for item in items):
            raise self.fail(f'"{ast.unparse(node)}" may hold only texts and numbers')
        if not items:
            return Constant(EMPTY_LIST, ())
        if any(item.type.name != items[0].type.name for item in items):
            raise self.fail(f'"{ast.unparse(node)}" mixes different kinds of values')
        return Constant(list_of(items[0].type), tuple(item.value for item in items if isinstance(item, Constant)))

    def name(self, node: ast.Name | ast.Attribute) -> Node:
        chain = _chain(node)
        if chain is None:
            raise self.fail(f'"{ast.unparse(node)}" is not a name')
        for depth in range(len(self.locals) - 1, -1, -1):
            variable, kind, _ = self.locals[depth]
            if chain[0] == variable:
                return self.fields_of(Item(kind, variable, depth), chain[1:])
        dotted = ".".join(chain)
        if dotted in self.scope.facts:
            return Fact(self.scope.facts[dotted], dotted, self.scope.at_least.get(dotted, 0))
        if dotted in self.scope.settings:
            return Setting(self.scope.settings[dotted], dotted)
        if dotted in self.scope.given:
            return Given(self.scope.given[dotted], dotted)
        raise self.fail(self.unknown(dotted))

    def unknown(self, dotted: str) -> str:
        names = [*self.scope.facts, *self.scope.settings, *self.scope.given, *(name for name, _, _ in self.locals)]
        group = sorted(name for name in names if name.startswith(f"{dotted}."))
        if group:
            return f'"{dotted}" is a group of questions, not one; it holds {", ".join(group[:6])}'
        if dotted in ("true", "false"):
            return f'write {dotted.capitalize()} for "{dotted}"'
        for fact, kind in self.scope.facts.items():
            if dotted.startswith(f"{fact}.") and kind.name == "list":
                return f'"{fact}" is a list; go over it: any(item.{dotted[len(fact) + 1 :]} … for item in {fact})'
        what = (
            f"a question of {self.scope.subject}"
            if "." in dotted
            else f"a parameter or a question of {self.scope.subject}"
        )
        return f'"{dotted}" is not {what}{did_you_mean(dotted, names)}'

    def fields_of(self, node: Node, names: list[str]) -> Node:
        for name in names:
            if node.type.name != "record":
                raise self.fail(f'"{_said(node)}" is {node.type} and has no "{name}"')
            if name not in node.type.fields:
                raise self.fail(f'"{name}" is not a field of {_said(node)}{did_you_mean(name, node.type.fields)}')
            kind = node.type.fields[name]
            node = Field(kind, node, name, self.scope.at_least.get(f"{self.source_name(node)}.{name}", 0))
        return node

    def source_name(self, node: Node) -> str:
        """Dotted name of the question a record comes from, to know whether its own lists must be filled."""
        if isinstance(node, Item):
            return self.source_name(self.locals[node.depth][2])
        if isinstance(node, Field):
            return f"{self.source_name(node.record)}.{node.name}"
        return node.name if isinstance(node, Fact) else ""

    # logic, comparison, arithmetic

    def both(self, node: ast.BoolOp) -> Node:
        terms = self.read_all(node.values)
        for term, written in zip(terms, node.values, strict=True):
            self.want_truth(term, written)
        return Both(TRUTH, "and" if isinstance(node.op, ast.And) else "or", terms)

    def want_truth(self, term: Node, written: ast.expr) -> None:
        if term.type.name != "truth":
            raise self.fail(f'"{ast.unparse(written)}" is {term.type}, where a yes or no is wanted')

    def unary(self, node: ast.UnaryOp) -> Node:
        term = self.read(node.operand)
        if isinstance(node.op, ast.Not):
            self.want_truth(term, node.operand)
            return Not(TRUTH, term)
        if not isinstance(node.op, ast.USub) or term.type.name != "number":
            raise self.fail(f'"{ast.unparse(node)}" is more than an expression here can say')
        if isinstance(term, Constant) and isinstance(term.value, int | Decimal):
            return Constant(term.type, -term.value)
        return Arithmetic(term.type, "-", Constant(NUMBER, 0), term)

    def compare(self, node: ast.Compare) -> Node:
        operands = self.read_all([node.left, *node.comparators])
        terms: list[Node] = []
        for position, operator in enumerate(node.ops):
            sign = _SIGNS.get(type(operator))
            if sign is None:
                raise self.fail(f'"{ast.unparse(node)}": use == and != instead of is and is not')
            left, right = operands[position], operands[position + 1]
            self.check_comparison(sign, left, right, ast.unparse(node))
            terms.append(Compare(TRUTH, sign, left, right))
        return terms[0] if len(terms) == 1 else Both(TRUTH, "and", tuple(terms))

    def check_comparison(self, sign: str, left: Node, right: Node, written: str) -> None:
        if sign in ("in", "not in"):
            if right.type.name != "list":
                raise self.fail(f'"{written}": what stands after "{sign}" should be a list, not {right.type}')
            item = right.type.item
            if item is not None and (not comparable(left.type, item) or item.name == "list"):
                raise self.fail(f'"{written}" looks for {left.type} in {right.type}')
            self.check_options(left, right)
            return
        if left.type.name == right.type.name == "list":
            raise self.fail(f'"{written}" compares two lists; ask for what they hold: all(item in … for item in …)')
        if not comparable(left.type, right.type) or (sign not in ("==", "!=") and left.type.name not in _ORDERED):
            raise self.fail(f'"{written}" compares {left.type} with {right.type}')
        if units_differ(left.type, right.type):
            raise self.fail(f'"{written}" compares {_unit(left.type)} with {_unit(right.type)}')
        self.check_options(left, right)
        self.check_options(right, left)

    def check_options(self, node: Node, against: Node) -> None:
        """A choice compared with a written text: the text must be one of its codes."""
        options = node.type.options or (node.type.item.options if node.type.item else None)
        if options is None or not isinstance(against, Constant):
            return
        values = against.value if isinstance(against.value, tuple) else (against.value,)
        for value in values:
            if isinstance(value, str) and value not in options:
                codes = f" (it has {', '.join(options[:8])})"
                raise self.fail(f'"{value}" is not an answer of {_said(node)}{did_you_mean(value, options) or codes}')

    def arithmetic(self, node: ast.BinOp) -> Node:
        left, right = self.read_all([node.left, node.right])
        sign = _SIGNS.get(type(node.op))
        if sign is None:
            raise self.fail(f'"{ast.unparse(node)}": only + - * / are known')
        for term, written in ((left, node.left), (right, node.right)):
            if term.type.name != "number":
                hint = "; use days_after, years_before or months_before" if term.type.name == "date" else ""
                raise self.fail(f'"{ast.unparse(written)}" is {term.type} and cannot be calculated with{hint}')
        if sign in "+-" and units_differ(left.type, right.type):
            raise self.fail(f'"{ast.unparse(node)}" adds {_unit(left.type)} and {_unit(right.type)}')
        return Arithmetic(_result_unit(sign, left.type, right.type), sign, left, right)

    def choose(self, node: ast.IfExp) -> Node:
        condition, then, otherwise = self.read_all([node.test, node.body, node.orelse])
        self.want_truth(condition, node.test)
        if not comparable(then.type, otherwise.type):
            raise self.fail(f'"{ast.unparse(node)}" gives {then.type} or {otherwise.type}')
        return Choose(then.type, condition, then, otherwise)

    # functions

    def call(self, node: ast.Call) -> Node:
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if name not in KNOWN:
            raise self.fail(f'"{name}" is not a function that expressions know{did_you_mean(name, KNOWN)}')
        if node.keywords:
            raise self.fail(f"{name} takes its values in order, without names")
        if name in AGGREGATES and len(node.args) == 1:
            only = node.args[0]
            return (
                self.over(name, only) if isinstance(only, ast.GeneratorExp | ast.ListComp) else self.whole(name, only)
            )
        arguments = self.read_all(node.args)
        if name in ASKING:
            if len(arguments) != 1:
                raise self.fail(f"{name} asks about one name: {name}(company.status)")
            return Call(TRUTH, name, arguments)
        if name in AGGREGATES:
            return self.extreme(name, arguments, node)
        function = FUNCTIONS[name]
        fits = len(arguments) == len(function.takes) and all(
            argument.type.name == wanted.name for argument, wanted in zip(arguments, function.takes, strict=True)
        )
        if not fits:
            given = ", ".join(str(argument.type) for argument in arguments) or "nothing"
            raise self.fail(f'"{ast.unparse(node)}": {name} was given {given}; write it like {function.example}')
        keeps = name in ("round", "abs")
        return Call(arguments[0].type if keeps else function.gives, name, arguments)

    def extreme(self, name: str, arguments: tuple[Node, ...], node: ast.Call) -> Node:
        if name not in ("min", "max") or not arguments:
            raise self.fail(f'"{ast.unparse(node)}": write it like {AGGREGATES[name]}')
        first = arguments[0].type
        if first.name not in _ORDERED or any(not comparable(first, argument.type) for argument in arguments):
            raise self.fail(f'"{ast.unparse(node)}" compares {" with ".join(str(each.type) for each in arguments)}')
        if any(units_differ(first, argument.type) for argument in arguments):
            raise self.fail(f'"{ast.unparse(node)}" compares {" with ".join(_unit(each.type) for each in arguments)}')
        return Call(next((each.type for each in arguments if each.type.unit), first), name, arguments)

    def whole(self, name: str, written: ast.expr) -> Node:
        """An aggregate over a list as it is: sum(solution.prices) reads as sum(item for item in solution.prices)."""
        source = self.read(written)
        item = self.item_of(source, ast.unparse(written))
        depth = len(self.locals)
        element = Item(item, "", depth)
        return self.aggregate(name, Over(item, name, element, "", depth, source), ast.unparse(written))

    def item_of(self, source: Node, written: str) -> Type:
        if source.type.name != "list":
            raise self.fail(f'"{written}" is {source.type}, not a list to go over')
        if source.type.item is None:
            raise self.fail(f'"{written}" is an empty list')
        return source.type.item

    def over(self, name: str, node: ast.GeneratorExp | ast.ListComp) -> Node:
        written = ast.unparse(node)
        if len(node.generators) > 1:
            raise self.fail(f'"{written}": one "for" at a time; put {name}(…) within {name}(…)')
        generator = node.generators[0]
        if not isinstance(generator.target, ast.Name):
            raise self.fail(f'"{written}": give the item one name: for item in …')
        source = self.read(generator.iter)
        variable, depth = generator.target.id, len(self.locals)
        if variable in self.scope.settings or any(variable == known for known, _, _ in self.locals):
            raise self.fail(f'"{written}": "{variable}" is already the name of something; choose another')
        item = self.item_of(source, ast.unparse(generator.iter))
        self.locals.append((variable, item, source))
        try:
            parts = self.read_all([node.elt, *generator.ifs])
            for term, condition in zip(parts[1:], generator.ifs, strict=True):
                self.want_truth(term, condition)
        finally:
            self.locals.pop()
        conditions = parts[1:]
        applies: Node | None = conditions[0] if conditions else None
        if len(conditions) > 1:
            applies = Both(TRUTH, "and", conditions)
        return self.aggregate(name, Over(item, name, parts[0], variable, depth, source, applies), written)

    def aggregate(self, name: str, over: Over, written: str) -> Node:
        result = result_of_aggregate(name, over.element.type)
        if result is None:
            raise self.fail(f'"{name}({written})" goes over {over.element.type}; write it like {AGGREGATES[name]}')
        return Over(result, name, over.element, over.variable, over.depth, over.source, over.condition)


def _chain(node: ast.expr) -> list[str] | None:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else None


def _said(node: Node) -> str:
    if isinstance(node, Field):
        return f"{_said(node.record)}.{node.name}"
    return str(getattr(node, "name", "") or "this")


def _unit(kind: Type) -> str:
    return "money" if kind.unit == MONEY_UNIT else (canonical_unit(kind.unit) or str(kind))


def _result_unit(sign: str, left: Type, right: Type) -> Type:
    if sign in "+-":
        return left if left.unit else right
    if sign == "*":
        return right if not left.unit else left if not right.unit else NUMBER
    return left if not right.unit else NUMBER


_READERS: dict[type, Callable[..., Node]] = {
    ast.Constant: _Parser.constant, ast.List: _Parser.listed, ast.Tuple: _Parser.listed, ast.Set: _Parser.listed,
    ast.Name: _Parser.name, ast.Attribute: _Parser.name, ast.BoolOp: _Parser.both, ast.UnaryOp: _Parser.unary,
    ast.Compare: _Parser.compare, ast.BinOp: _Parser.arithmetic, ast.IfExp: _Parser.choose, ast.Call: _Parser.call,
}  # fmt: skip
