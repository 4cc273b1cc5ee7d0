"""Expressions: a small part of Python's syntax, parsed with `ast` and type-checked when the rulebook loads."""

from xuzhi.rulebook.expressions.parsing import ExpressionInvalid, parse_expression
from xuzhi.rulebook.expressions.tree import Expression, Scope
from xuzhi.rulebook.expressions.types import Type

__all__ = ["Expression", "ExpressionInvalid", "Scope", "Type", "parse_expression"]
