"""What a case would change in the one that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuzhi.casework.models import Attachment
from xuzhi.engine.differences import Difference, differences, document_differences, kinds_of_change
from xuzhi.rulebook.model import CaseKind

COUNT, KINDS = "changes.count", "changes.kinds"
"""Questions that the platform answers with how much differs from what stands, and which kinds of change it is."""

type Side = tuple[Mapping[str, Any], Iterable[Attachment]]


def difference(kind: CaseKind, about: CaseKind, stands: Side, wanted: Side) -> list[Difference]:
    """Answers, then documents, in the order of the form; nothing where the kind asks other questions."""
    if kind.questions_of != about.name:
        return []
    return [
        *differences(kind, about, stands[0], wanted[0]),
        *document_differences(kind, about, _files(stands[1]), _files(wanted[1])),
    ]


def asks_difference(kind: CaseKind) -> bool:
    return any(question.name in (COUNT, KINDS) and question.filled_by for question in kind.questions)


def difference_facts(found: list[Difference]) -> dict[str, Any]:
    return {COUNT: len(found), KINDS: list(kinds_of_change(found))}


def _files(attachments: Iterable[Attachment]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in attachments:
        found.setdefault(each.document, {})[each.sha256] = each.name
    return found
