"""Which fonts a document's text must stand in, by the rules of the day."""

from __future__ import annotations

from typing import Any

from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import Document


def fonts_asked(edition: Edition, document: Document) -> dict[str, Any] | None:
    """{"name", "clause", "cjk": [names], "latin": [names], "sizes": [points]}, the name to be written first; None when
    the rules ask for no font, or a parameter of it is not set."""
    if not document.fonts:
        return None
    values = {key: edition.values.get(name) for key, name in document.fonts.items() if key != "clause"}
    if any(value is None for value in values.values()):
        return None
    return {
        "name": document.name,
        "clause": document.fonts.get("clause") or document.clause,
        "cjk": _texts(values.get("cjk", ())),
        "latin": _texts(values.get("latin", ())),
        "sizes": _texts(values.get("size", ())),
    }


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, tuple | list) else [str(value)]
