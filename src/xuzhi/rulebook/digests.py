"""The hash of rules: of all that matters in them, wherever it stands in a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.problems import Place


def digest_of(content: Any) -> str:
    """SHA-256, hex, of a value made of mappings, sequences, dataclasses, expressions, texts and numbers."""
    written = json.dumps(plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


@lru_cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name != "place")


def plain(value: Any) -> Any:
    """Everything that matters of a value, as JSON; where it stands in a file does not matter."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Expression):
        return value.text
    if is_dataclass(value) and not isinstance(value, type):
        kept = ((name, getattr(value, name)) for name in _names(type(value)))
        return {name: plain(item) for name, item in kept if item not in (None, "", (), {}, False)}
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Enum | Path | Place):
        return str(value)
    return str(value)
