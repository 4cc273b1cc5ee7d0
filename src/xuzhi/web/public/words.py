"""The words that Python needs on public pages; they live in texts/ beside this file."""

from typing import Any

from xuzhi.kernel.texts import has_text, say

ROOM = "web/public"


def words(name: str, /, **values: Any) -> str:
    """A sentence of the public pages in the reader's language."""
    return say(f"{ROOM}.{name}", **values)


def words_or(name: str, otherwise: str) -> str:
    """A word that not everything has."""
    return say(f"{ROOM}.{name}") if has_text(f"{ROOM}.{name}") else otherwise
