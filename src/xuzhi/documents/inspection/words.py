"""The words of words.toml, by which things are known in documents."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import tomli


@cache
def known_words() -> dict[str, Any]:
    """Regular expressions by name, and what multiplies amounts."""
    return tomli.loads(files("xuzhi.documents.inspection").joinpath("words.toml").read_text("utf-8"))
