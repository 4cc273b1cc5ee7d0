"""The words of words.toml, by which things are known in documents."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def known_words() -> dict[str, Any]:
    """Regular expressions by name, and what multiplies amounts."""
    return tomllib.loads(files("xuzhi.documents.inspection").joinpath("words.toml").read_text("utf-8"))
