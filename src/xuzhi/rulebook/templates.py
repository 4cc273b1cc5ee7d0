"""Sentences of the rules with values in braces: `實收資本額 {company.paid_in_capital}，未達 {minimum_capital}。`

What stands in braces is an expression. `{plan.sites.county}` is short for that field of every record of the list
(of those that decided the check, where some did).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xuzhi.rulebook.expressions import Expression, ExpressionInvalid, Scope, parse_expression

_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, eq=False)
class Placeholder:
    """A value to put in. For a field over a list, `source` is the list's name and `field` the field's."""

    expression: Expression
    source: str = ""
    field: str = ""


@dataclass(frozen=True, eq=False)
class Template:
    text: str
    parts: tuple[str | Placeholder, ...]


def parse_template(text: str, scope: Scope) -> Template:
    """Raises ExpressionInvalid with everything that is wrong in the braces."""
    parts: list[str | Placeholder] = []
    messages: list[str] = []
    position = 0
    for match in _BRACES.finditer(text):
        parts.append(text[position : match.start()])
        position = match.end()
        try:
            parts.append(_placeholder(match[1].strip(), scope))
        except ExpressionInvalid as error:
            messages += error.messages
    parts.append(text[position:])
    if any("{" in part or "}" in part for part in parts if isinstance(part, str)):
        messages.append(f'"{text}" has a brace without its partner')
    if messages:
        raise ExpressionInvalid(messages)
    return Template(text, tuple(part for part in parts if part != ""))


def _placeholder(written: str, scope: Scope) -> Placeholder:
    source, _, field = written.rpartition(".")
    kind = scope.facts.get(source) or scope.settings.get(source)
    if kind is not None and kind.item is not None and kind.item.name == "record":
        # "each" can be no one else's name here: the whole expression is this one comprehension
        over = parse_expression(f"distinct(each.{field} for each in {source})", scope, expected=None)
        return Placeholder(over, source, field)
    return Placeholder(parse_expression(written, scope, expected=None))
