"""An expression as a sentence for people: 實收資本額不低於最低實收資本額（1,000,000 元）."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xuzhi.engine.showing import join, show_fact, show_name, show_number, show_setting, show_value
from xuzhi.kernel.texts import has_text, say
from xuzhi.rulebook.editions import Edition
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
from xuzhi.rulebook.model import CaseKind, Question

_SIGNS = {
    "==": "is", "!=": "is_not", "<": "below", "<=": "at_most", ">": "above", ">=": "at_least", "in": "among",
    "not in": "not_among",
}  # fmt: skip
_DAY_SIGNS = {"<": "before", "<=": "on_or_before", ">": "after", ">=": "on_or_after"}
_LENGTHS = {"years_before": "year", "months_before": "month", "days_after": "day"}
_CALCULATED = {"+": "plus", "-": "minus", "*": "times", "/": "divided"}


def sentence_of(expression: Expression, edition: Edition, kind: str) -> str:
    """What the expression asks for, in the current language, with the edition's labels and values; no full stop."""
    return _Speaker(edition, edition.case(kind), ()).speak(expression.tree)


@dataclass(frozen=True)
class _Speaker:
    """`lists` are the sources of the comprehensions around, for the labels of their records' fields."""

    edition: Edition
    case: CaseKind
    lists: tuple[Node, ...]

    def speak(self, node: Node) -> str:
        speaker: Callable[[_Speaker, Any], str] = _SPEAKERS[type(node)]
        return speaker(self, node)

    def constant(self, node: Constant) -> str:
        return show_value(node.value, node.type)

    def fact(self, node: Fact) -> str:
        label = self.case.question(node.name).label
        return say("engine.says_true", what=label) if node.type.name == "truth" else label

    def setting(self, node: Setting) -> str:
        parameter, value = self.edition.parameters[node.name], self.edition.values.get(node.name)
        if value is None:
            return say("engine.setting_unset", label=parameter.label)
        shown = show_setting(parameter, value, self.case)
        return say("engine.setting_said", label=parameter.label, value=shown)

    def given(self, node: Given) -> str:
        taken = node.name.removeprefix("taken.")
        if taken != node.name:
            return say("engine.says_taken", step=self.case.step(taken).label)
        return show_name(self.case, {}, node.name)

    def item(self, node: Item) -> str:
        return say("engine.says_item")

    def field(self, node: Field) -> str:
        question = self.question_of(node)
        label = question.label if question else node.name
        return say("engine.says_true", what=label) if node.type.name == "truth" else label

    def both(self, node: Both) -> str:
        parts = [
            say("engine.says_group", what=self.speak(term)) if isinstance(term, Both) else self.speak(term)
            for term in node.terms
        ]
        return say(f"engine.says_{node.word}").join(parts)

    def negated(self, node: Not) -> str:
        term = node.term
        if isinstance(term, Fact | Field):
            label = self.plain(term)
            return say("engine.says_false", what=label)
        if isinstance(term, Over) and term.function == "any":
            return self.over(term, key="none")
        if isinstance(term, Call) and term.function == "is_known":
            return say("engine.says_not_known", a=self.plain(term.arguments[0]))
        return say("engine.says_not", what=self.speak(term))

    def plain(self, node: Node) -> str:
        """A name without the "is yes" that a yes-or-no question carries when it stands alone."""
        if isinstance(node, Fact):
            return self.case.question(node.name).label
        if isinstance(node, Field):
            question = self.question_of(node)
            return question.label if question else node.name
        return self.speak(node)

    def compare(self, node: Compare) -> str:
        days = node.left.type.name in ("date", "instant")
        key = _DAY_SIGNS.get(node.sign) if days else None
        left, right = self.beside(node.left, node.right), self.beside(node.right, node.left)
        if isinstance(node.left, Item) and node.left.depth == len(self.lists) - 1:
            left = say("engine.says_item_first")
        return say(f"engine.says_{key or _SIGNS[node.sign]}", a=left, b=right)

    def beside(self, node: Node, other: Node) -> str:
        """One side of a comparison; a written code is said by the label that the other side's question gives it."""
        question = self.question_of(other)
        if isinstance(node, Constant) and question is not None and question.of:
            codes = node.value if isinstance(node.value, tuple) else (node.value,)
            return join(show_fact(question, code) if question.type == "choice" else str(code) for code in codes)
        return self.plain(node)

    def question_of(self, node: Node) -> Question | None:
        if isinstance(node, Fact):
            return self.case.question(node.name)
        if isinstance(node, Field) and isinstance(node.record, Item):
            source = self.question_of(self.lists[node.record.depth])
            return source.field_named(node.name) if source else None
        return None

    def arithmetic(self, node: Arithmetic) -> str:
        sides = {}
        for name, side in (("a", node.left), ("b", node.right)):
            said = self.speak(side)
            sides[name] = say("engine.says_group", what=said) if isinstance(side, Arithmetic) else said
        return say(f"engine.says_{_CALCULATED[node.sign]}", **sides)

    def choose(self, node: Choose) -> str:
        return say(
            "engine.says_if",
            condition=self.speak(node.condition),
            then=self.speak(node.then),
            otherwise=self.speak(node.otherwise),
        )

    def call(self, node: Call) -> str:
        unit = _LENGTHS.get(node.function, "")
        parts = [
            show_number(argument.value, unit)
            if unit and isinstance(argument, Constant) and isinstance(argument.value, int)
            else self.plain(argument)
            for argument in node.arguments
        ]
        if node.function in ("min", "max"):
            return say(f"engine.says_{node.function}_of", values=join(parts))
        return say(f"engine.says_{node.function}", **dict(zip("abc", parts, strict=False)))

    def over(self, node: Over, *, key: str = "") -> str:
        within = _Speaker(self.edition, self.case, (*self.lists, node.source))
        element = within.speak(node.element)
        if node.function not in ("any", "all", "count"):
            element = within.plain(node.element)
        listed = self.plain(node.source)
        if node.condition is not None:
            listed = say("engine.says_those", list=listed, condition=within.speak(node.condition))
        whole = key or node.function
        if node.function == "count" and node.element.type.name != "truth":
            whole = "len"
        name = f"engine.says_{whole}_over"
        return say(name if has_text(name) else f"engine.says_{whole}", list=listed, a=listed, element=element)


_SPEAKERS: dict[type, Callable[[_Speaker, Any], str]] = {
    Constant: _Speaker.constant, Fact: _Speaker.fact, Setting: _Speaker.setting, Given: _Speaker.given,
    Item: _Speaker.item, Field: _Speaker.field, Both: _Speaker.both, Not: _Speaker.negated,
    Compare: _Speaker.compare, Arithmetic: _Speaker.arithmetic, Choose: _Speaker.choose, Call: _Speaker.call,
    Over: _Speaker.over,
}  # fmt: skip
