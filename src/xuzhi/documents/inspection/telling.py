"""What the inspection found, in words: why a file was not looked into, what was found, and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuzhi.kernel.texts import has_text, say

_PLACES = ("page", "paragraph", "slide", "sheet", "entry", "part", "object", "name", "line")
_STORIES = ("header", "footer", "footnote", "endnote")


def why_says(why: Mapping[str, Any]) -> str:
    """Why a file was not looked into, or was refused at the door."""
    code = str(why.get("code", ""))
    key = code if code.startswith("documents.") else f"documents.{code}"
    if not has_text(key):
        return say("documents.inspection_unreadable")
    return say(key, **{name: value for name, value in why.items() if name != "code"})


def finding_says(finding: Mapping[str, Any]) -> str:
    """One finding, without its place."""
    return say(f"documents.rule_{finding['rule']}", count=finding.get("count", 1), found=finding.get("found", ""))


def where_says(where: str) -> str:
    """`page 3` in the reader's language; what is not known as a place stays as it is."""
    head, _, rest = where.partition(" ")
    if head in _STORIES:
        return say(f"documents.where_{head}", at=rest.removeprefix("paragraph "))
    return say(f"documents.where_{head}", at=rest) if head in _PLACES and rest else where
