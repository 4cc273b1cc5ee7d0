"""Stored records the way one would type them, to be saved again with others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuzhi.rulebook.form import Question


def typed_rows(question: Question, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each row with its fields as texts (lists stay lists)."""
    return [{field.name: typed_again(row.get(field.name)) for field in question.fields} for row in rows]


def typed_again(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, list) else str(value)
