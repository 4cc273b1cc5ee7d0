"""Answers that are files speak of attachments: what was replaced is followed, and what was taken off is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from xuzhi.casework.folding import Folded
from xuzhi.casework.models import Attachment
from xuzhi.rulebook.model import CaseKind, Question

type Standing = Mapping[str, Mapping[str, str]]
"""{document: {SHA-256 once attached: SHA-256 that stands in its place}}."""


def with_files(kind: CaseKind, folded: Folded, attachments: Iterable[Attachment]) -> Folded:
    """The facts, their file answers brought up to what is in force under the document of each."""
    asking = [question for question in kind.questions if _files_of(question) and question.name in folded.facts]
    if not asking:
        return folded
    standing = standing_files(attachments)
    brought_up = {question.name: _current(question, folded.facts[question.name], standing) for question in asking}
    gone = {name for name, value in brought_up.items() if value in (None, [])}
    return replace(
        folded, facts={name: value for name, value in {**folded.facts, **brought_up}.items() if name not in gone}
    )


def standing_files(attachments: Iterable[Attachment]) -> Standing:
    """What stands for each file that was ever attached under a document."""
    rows = list(attachments)
    by_id = {row.id: row for row in rows}
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        last: Attachment | None = row
        while last is not None and last.superseded_by is not None:
            last = by_id.get(last.superseded_by)
        if last is not None and last.detached_at is None and last.superseded_at is None:
            found.setdefault(row.document, {})[row.sha256] = last.sha256
    return found


def _files_of(question: Question) -> bool:
    return any(each.type == "file" and each.document for each in (question, *question.fields))


def _current(question: Question, value: Any, standing: Standing) -> Any:
    if question.type != "records":
        return _those(question, value, standing)
    files = [field for field in question.fields if field.type == "file" and field.document]
    return [{**row, **{field.name: _those(field, row.get(field.name), standing) for field in files}} for row in value]


def _those(question: Question, value: Any, standing: Standing) -> list[str] | None:
    there = standing.get(question.document, {})
    return list(dict.fromkeys(there[each] for each in value or () if each in there)) or None
