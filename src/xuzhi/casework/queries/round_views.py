"""Corrections round by round: each letter beside what was done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from xuzhi.casework.models import Defect, Submission
from xuzhi.casework.queries.defect_shapes import Change, DefectView, RoundView, SaidBefore
from xuzhi.casework.queries.difference_shapes import DifferenceView
from xuzhi.casework.queries.difference_views import difference_views
from xuzhi.casework.queries.reading import Reading
from xuzhi.engine.differences import differences, document_differences
from xuzhi.kernel.texts import LANGUAGES, current_language
from xuzhi.rulebook.model import CaseKind, Check, Document, Question


def defect_view(defect: Defect, kind: CaseKind) -> DefectView:
    return DefectView(
        id=defect.id,
        nth=defect.nth,
        kind=defect.kind,
        name=defect.name,
        label=_called(defect, kind),
        clause=defect.clause,
        note=defect.note,
        state=defect.state,
        reply=defect.reply,
        changed=_changes(defect.changed),
        opens_questions=tuple(defect.opens_questions),
        opens_documents=tuple(defect.opens_documents),
        answered_at=defect.answered_at,
        verdict=defect.verdict,
        settled_by=defect.settled_by,
        settled_at=defect.settled_at,
        earlier=tuple(
            SaidBefore(said["nth"], said["note"], said["reply"], _changes(said["changed"]), said["verdict"])
            for said in defect.earlier
        ),
    )


def _called(defect: Defect, kind: CaseKind) -> str:
    """What is to be corrected, in the reader's language; in that of the letters as the letter has it."""
    groups: dict[str, Sequence[Check | Document | Question]] = {
        "check": kind.checks,
        "document": kind.documents,
        "question": kind.questions,
    }
    entry = next((each for each in groups.get(defect.kind, ()) if each.name == defect.name), None)
    if entry is None or current_language() == LANGUAGES[0]:
        return defect.label
    return f"{entry.number} {entry.label}".strip() if isinstance(entry, Document) else entry.label


def round_views(reading: Reading) -> tuple[RoundView, ...]:
    """Every letter that asked for a correction, the newest first."""
    items: dict[int, list[DefectView]] = {}
    for defect in reading.defects:
        items.setdefault(defect.nth, []).append(defect_view(defect, reading.kind))
    if not items:
        return ()
    asking = {step.name for step in reading.kind.steps if "defects" in step.needs}
    asked = [each.taken_at for each in reading.steps if each.step in asking]
    last = max(items)
    return tuple(
        _round(reading, nth, items[nth], asked[nth - 1] if nth <= len(asked) else None, current=nth == last)
        for nth in sorted(items, reverse=True)
    )


def _round(
    reading: Reading, nth: int, items: Sequence[DefectView], requested_at: datetime | None, *, current: bool
) -> RoundView:
    answered_at = max((each.answered_at for each in items if each.answered_at), default=None)
    handed_in = next((each for each in reading.submissions if each.submitted_at == answered_at), None)
    return RoundView(
        nth=nth,
        requested_at=requested_at,
        items=tuple(items),
        answered_at=answered_at,
        differences=_differences(reading.kind, reading.submissions, handed_in) if handed_in else (),
        current=current,
    )


def _differences(kind: CaseKind, submissions: Sequence[Submission], after: Submission) -> tuple[DifferenceView, ...]:
    """Item by item, records row by row, files by name."""
    before = next((each for each in submissions if each.nth == after.nth - 1), None)
    old, old_files = (_answers(before), _files(before)) if before else ({}, {})
    found = differences(kind, kind, old, _answers(after))
    found += document_differences(kind, kind, old_files, _files(after))
    return difference_views(kind, found)


def _answers(submission: Submission) -> dict[str, Any]:
    return {name: entry.get("value") for name, entry in submission.answers.items()}


def _files(submission: Submission) -> dict[str, dict[str, str]]:
    files: dict[str, dict[str, str]] = {}
    for each in submission.files:
        files.setdefault(each["document"], {})[each["sha256"]] = each["name"]
    return files


def _changes(kept: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    return tuple(Change(**each) for each in kept)
