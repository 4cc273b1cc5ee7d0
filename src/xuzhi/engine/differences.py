"""What differs between two fillings of one form: item by item, records row by row, told apart by kind of change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xuzhi.rulebook.model import CaseKind, Document, Question
from xuzhi.rulebook.vocabulary import CHANGES

USUAL = "content"

type Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowDifference:
    """One row of records. `before` is None for an added row, `after` for one taken out; else `fields` names what of it
    changed."""

    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One item that differs. Values are JSON-safe answers; of a document, {sha256: name} of its files.

    `changes` are the kinds of change in the order of the vocabulary: wording, content, version, price.
    """

    kind: Literal["question", "document"]
    name: str
    changes: tuple[str, ...]
    before: Any
    after: Any

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "name": self.name,
            "changes": list(self.changes),
            "before": self.before,
            "after": self.after,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Difference:
        """The difference that `as_json` wrote."""
        return cls(kept["kind"], kept["name"], tuple(kept["changes"]), kept["before"], kept["after"])


def differences(
    case: CaseKind, other: CaseKind, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """Answers that people give in both kinds, in the order of the form: what stands, and what is to stand."""
    shared = {question.name for question in other.questions}
    found = []
    for question in case.questions:
        if question.name not in shared or not answered_by_people(question):
            continue
        old, new = _folded(before.get(question.name)), _folded(after.get(question.name))
        if old != new:
            found.append(Difference("question", question.name, changes_of(question, old, new), old, new))
    return found


def document_differences(
    case: CaseKind, other: CaseKind, before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]]
) -> list[Difference]:
    """Documents whose files differ; {document: {sha256: name}} of both sides."""
    shared = {document.name for document in other.documents}
    return [
        Difference(
            "document", each.name, (_change_of(each),), dict(before.get(each.name, {})), dict(after.get(each.name, {}))
        )
        for each in case.documents
        if each.name in shared and set(before.get(each.name, {})) != set(after.get(each.name, {}))
    ]


def answered_by_people(question: Question) -> bool:
    """Whether a difference is somebody's doing: what registers and the platform fill in changes by itself."""
    return not question.filled_by and (not question.register or question.disputable)


def changes_of(question: Question, before: Any, after: Any) -> tuple[str, ...]:
    """The kinds of change: of records those of the cells that differ, else the question's own."""
    if question.type != "records":
        return (_change_of(question),)
    changed = [
        field.change or _change_of(question)
        for row in row_differences(question, before or (), after or ())
        for field in question.fields
        if not row.fields or field.name in row.fields
    ]
    return tuple(name for name in CHANGES if name in changed) or (_change_of(question),)


def row_differences(question: Question, before: Sequence[Row], after: Sequence[Row]) -> tuple[RowDifference, ...]:
    """Rows that differ, as the new list orders them, those taken out last. Rows are the same row when their first
    field is the same; of the rest, what stood at the same place."""
    old, new = list(before), list(after)
    _take_out_equal(old, new)
    pairs = _pair(old, new, question.fields[0].name if question.fields else "")
    names = [field.name for field in question.fields]
    found = []
    for row in new:
        was = pairs.get(id(row))
        fields = tuple(name for name in names if was is not None and was.get(name) != row.get(name))
        found.append(RowDifference(was, row, fields))
    paired = {id(row) for row in pairs.values()}
    return (*found, *(RowDifference(row, None) for row in old if id(row) not in paired))


def _take_out_equal(old: list[Row], new: list[Row]) -> None:
    for row in list(new):
        if row in old:
            old.remove(row)
            new[:] = [each for each in new if each is not row]


def _pair(old: Sequence[Row], new: Sequence[Row], key: str) -> dict[int, Row]:
    """Which old row each new one takes the place of."""
    left, pairs = list(old), {}
    for row in new:
        same = next((each for each in left if key and row.get(key) is not None and each.get(key) == row.get(key)), None)
        if same is not None:
            pairs[id(row)] = same
            left = [each for each in left if each is not same]
    unpaired = [row for row in new if id(row) not in pairs]
    return pairs | {id(row): was for row, was in zip(unpaired, left, strict=False)}


def kinds_of_change(found: Iterable[Difference]) -> tuple[str, ...]:
    """All kinds of change among the differences, in the order of the vocabulary."""
    named = {change for each in found for change in each.changes}
    return tuple(name for name in CHANGES if name in named)


def _change_of(entry: Question | Document) -> str:
    return entry.change or USUAL


def _folded(value: Any) -> Any:
    """Nothing is nothing, however it was left empty."""
    return None if value in ("", [], ()) else list(value) if isinstance(value, tuple) else value
