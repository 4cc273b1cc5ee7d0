"""The words of these pages that a form or an e-mail needs; they live in texts/ beside this file."""

from typing import Any

from django.utils.functional import lazy

from xuzhi.kernel.texts import has_text, say

ROOM = "web/account"


def words(name: str, /, **values: Any) -> str:
    """A sentence of these pages in the current language."""
    return say(f"{ROOM}.{name}", **values)


def words_or_nothing(name: str) -> str:
    """A sentence that not every field has."""
    return say(f"{ROOM}.{name}") if has_text(f"{ROOM}.{name}") else ""


words_later = lazy(words, str)
