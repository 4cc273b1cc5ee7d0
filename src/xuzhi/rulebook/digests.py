"""The hash of rules: of all that matters in them, wherever it stands in a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any

from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.problems import Place

EMPTY: tuple[Any, ...] = (None, "", (), {}, False)
"""An empty field is as good as none, so that a word which is new to the format leaves older hashes as they are."""


def digest_of(content: Any) -> str:
    """SHA-256, hex, of a value made of mappings, sequences, dataclasses, expressions, texts and numbers."""
    written = json.dumps(plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def plain(value: Any) -> Any:
    """Everything that matters of a value, as JSON; where it stands in a file does not matter."""
    # By the class itself: a rulebook has tens of thousands of values, and every command asks for the hash.
    make = _MAKERS.get(type(value))
    if make is None:
        make = _MAKERS[type(value)] = _maker(type(value))
    return make(value)


def _maker(kind: type) -> Callable[[Any], Any]:
    """How values of a class are made plain."""
    if issubclass(kind, Enum | Path | Place):
        return str
    if issubclass(kind, bool | int | str):
        return _itself
    if issubclass(kind, Expression):
        return lambda value: value.text
    if is_dataclass(kind):
        return _of_fields([each.name for each in fields(kind) if each.name != "place"])
    if issubclass(kind, Mapping):
        return lambda value: {str(name): plain(item) for name, item in value.items()}
    if issubclass(kind, tuple | list):
        return lambda value: [plain(item) for item in value]
    return str


def _of_fields(names: Sequence[str]) -> Callable[[Any], Any]:
    # All fields with one call; the first twice, because a single one would come bare.
    read = attrgetter(names[0], *names) if names else None

    def make(value: Any) -> Any:
        given = read(value)[1:] if read is not None else ()
        return {name: plain(item) for name, item in zip(names, given, strict=True) if item or item not in EMPTY}

    return make


def _itself(value: Any) -> Any:
    return value


_MAKERS: dict[type, Callable[[Any], Any]] = {type(None): _itself, bool: _itself, int: _itself, str: _itself}
