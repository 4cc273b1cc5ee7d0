"""What a case would change, side by side, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xuzhi.casework.changing import shown
from xuzhi.casework.queries.difference_shapes import CellView, ChangeKind, DifferenceView, RowView
from xuzhi.engine.answers import show_answer
from xuzhi.engine.differences import USUAL, Difference, RowDifference, row_differences
from xuzhi.engine.marking import Piece, marked
from xuzhi.kernel.texts import current_language, say
from xuzhi.rulebook.model import CaseKind, Question


def difference_views(kind: CaseKind, found: Iterable[Difference]) -> tuple[DifferenceView, ...]:
    """In the reader's language, in the order in which they were found. What the rules no longer ask is left out."""
    views = []
    for each in found:
        view = _document(kind, each) if each.kind == "document" else _question(kind, each)
        if view is not None:
            views.append(view)
    return tuple(views)


def change_kind(code: str) -> ChangeKind:
    return ChangeKind(code, say(f"casework.change_{code}"))


def _question(kind: CaseKind, found: Difference) -> DifferenceView | None:
    question = next((each for each in kind.questions if each.name == found.name), None)
    if question is None:
        return None
    changes = tuple(change_kind(code) for code in found.changes)
    named = ("question", found.name, question.section, question.label, changes)
    if question.type == "records":
        rows = row_differences(question, found.before or (), found.after or ())
        shown_rows = tuple(_row(question, row) for row in rows)
        return DifferenceView(*named, before=(), after=(), rows=shown_rows)
    before, after = marked(shown(question, found.before), shown(question, found.after))
    return DifferenceView(*named, before=before, after=after)


def _row(question: Question, row: RowDifference) -> RowView:
    first = question.fields[0]
    named: Any = (row.after or row.before or {}).get(first.name)
    state = "added" if row.before is None else "removed" if row.after is None else "changed"
    fields = [each for each in question.fields if each.name in row.fields or not row.fields]
    cells = [_cell(question, each, row) for each in fields]
    return RowView(
        title=_text(first, named) or question.label,
        state=state,
        cells=tuple(cell for cell in cells if cell.before or cell.after),
    )


def _cell(question: Question, field: Question, row: RowDifference) -> CellView:
    before = _text(field, row.before.get(field.name)) if row.before is not None else ""
    after = _text(field, row.after.get(field.name)) if row.after is not None else ""
    one, other = marked(before, after) if before and after else (_plain(before), _plain(after))
    return CellView(field.label, change_kind(field.change or question.change or USUAL), one, other)


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text, False),) if text else ()


def _text(field: Question, value: Any) -> str:
    return "" if value in (None, "", []) else show_answer(field, value, current_language())


def _document(kind: CaseKind, found: Difference) -> DifferenceView | None:
    document = next((each for each in kind.documents if each.name == found.name), None)
    if document is None:
        return None
    one = _files(found.before, found.after)
    other = _files(found.after, found.before)
    label = f"{document.number} {document.label}".strip()
    changes = tuple(change_kind(code) for code in found.changes)
    return DifferenceView("document", found.name, document.section, label, changes, one, other)


def _files(mine: dict[str, str], theirs: dict[str, str]) -> tuple[Piece, ...]:
    """The names of the files, those that the other side does not have marked."""
    if not mine:
        return (Piece(say("casework.no_file"), True),)
    pieces: list[Piece] = []
    for sha256, name in mine.items():
        if pieces:
            pieces.append(Piece(say("kernel.list_separator"), False))
        pieces.append(Piece(name, sha256 not in theirs))
    return tuple(pieces)
