"""What differs between two submissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xuzhi.casework.queries.shapes import Change
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.texts import current_language, say
from xuzhi.rulebook.model import CaseKind, Question

type HandedIn = tuple[Mapping[str, Mapping[str, Any]], Sequence[Mapping[str, Any]]]


def changes_between(kind: CaseKind, before: HandedIn, after: HandedIn) -> list[Change]:
    """Changed answers, then changed documents, in the order of the form. Register-fed values count as answers."""
    changes = []
    for question in kind.questions:
        old = (before[0].get(question.name) or {}).get("value")
        new = (after[0].get(question.name) or {}).get("value")
        if old != new:
            changes.append(
                Change("question", question.name, question.label, shown(question, old), shown(question, new))
            )
    for document in kind.documents:
        old_files, new_files = _files(before[1], document.name), _files(after[1], document.name)
        if set(old_files) != set(new_files):
            label = f"{document.number} {document.label}".strip()
            changes.append(Change("document", document.name, label, _names(old_files), _names(new_files)))
    return changes


def shown(question: Question, value: Any) -> str:
    """An answer as people read it."""
    if value is None:
        return say("casework.not_answered")
    return show_answer(question, value, current_language())


def _files(files: Sequence[Mapping[str, Any]], document: str) -> dict[str, str]:
    return {each["sha256"]: each["name"] for each in files if each["document"] == document}


def _names(files: Mapping[str, str]) -> str:
    if not files:
        return say("casework.no_file")
    return say("kernel.list_separator").join(files.values())
