"""Corrections: what the officer says is wrong, and what the applicant did about each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.changing import HandedIn, changes_between
from xuzhi.casework.editing import opened_by_check
from xuzhi.casework.holding import Held
from xuzhi.casework.judging import File
from xuzhi.casework.models import Defect, FindingRow, Submission
from xuzhi.casework.queries.shapes import Change
from xuzhi.casework.refusals import DefectNoteMissing, DefectsMissing, DefectsUnanswered, DefectUnknown
from xuzhi.rulebook.model import Step


@dataclass(frozen=True)
class Wrong:
    """One thing that an officer finds wrong: a check, a question, a document, or a ground of the step that says so,
    with a note that says what to do.

    `questions` and `documents` may be opened for change beyond those that the thing itself opens.
    """

    kind: Literal["check", "question", "document", "ground"]
    name: str
    note: str
    questions: Sequence[str] = ()
    documents: Sequence[str] = ()


def defects_from(held: Held, step: Step, wrongs: Sequence[Wrong]) -> list[dict[str, Any]]:
    """The defects as CorrectionRequested keeps them. Raises DefectsMissing, DefectUnknown, DefectNoteMissing."""
    if not wrongs:
        raise DefectsMissing()
    still = Defect.objects.filter(case=held.case, state__in=("wrong", "answered")).order_by("nth", "order")
    continued = {(each.kind, each.name): str(each.id) for each in still}
    return [_defect(held, step, wrong, continued.get((wrong.kind, wrong.name), "")) for wrong in wrongs]


def _defect(held: Held, step: Step, wrong: Wrong, continues: str) -> dict[str, Any]:
    label, clause, remedy, questions, documents = _meant(held, step, wrong)
    if not wrong.note.strip():
        raise DefectNoteMissing(label=label)
    for name in (*wrong.questions, *wrong.documents):
        if not _known(held, name):
            raise DefectUnknown(name=name)
    return {
        "id": str(uuid.uuid4()),
        "kind": wrong.kind,
        "name": wrong.name,
        "label": label,
        "clause": clause,
        "note": wrong.note.strip(),
        "remedy": remedy,
        "opens_questions": list(dict.fromkeys([*questions, *wrong.questions])),
        "opens_documents": list(dict.fromkeys([*documents, *wrong.documents])),
        "continues": continues,
    }


def _meant(held: Held, step: Step, wrong: Wrong) -> tuple[str, str, str, list[str], list[str]]:
    """Label, clause, remedy, questions and documents opened."""
    row = FindingRow.objects.filter(case=held.case, check_name=wrong.name).first() if wrong.kind == "check" else None
    try:
        match wrong.kind:
            case "question":
                question = held.kind.question(wrong.name)
                return question.label, question.clause, "", [question.name], []
            case "document":
                document = held.kind.document(wrong.name)
                label = f"{document.number} {document.label}".strip()
                return label, document.clause, "", [], [document.name]
            case "check" if row is not None:
                return _of_finding(held, wrong.name, row.finding)
            case "ground":
                ground = next((each for each in step.grounds if each.code == wrong.name), None)
                if ground is not None:
                    return ground.label, ground.clause, "", [], _of_the_firm(held)
    except KeyError:
        pass
    raise DefectUnknown(name=wrong.name)


def _of_finding(held: Held, name: str, finding: Mapping[str, Any]) -> tuple[str, str, str, list[str], list[str]]:
    """Findings of required answers and documents are named `answer.<question>` and `document.<document>`."""
    label, clause, remedy = finding["label"], finding["clause"], finding.get("remedy") or ""
    sort, _, rest = name.partition(".")
    if sort == "answer" and any(question.name == rest for question in held.kind.questions):
        return label, clause, remedy, [rest], []
    if sort == "document" and any(document.name == rest for document in held.kind.documents):
        return label, clause, remedy, [], [rest]
    used = {**finding["values"], **dict.fromkeys(finding["missing"])}
    return label, clause, remedy, *opened_by_check(held.kind, name, used)


def _of_the_firm(held: Held) -> list[str]:
    """The documents that the firm may show what it did with."""
    return [each.name for each in held.kind.documents if each.by == "applicant"]


def _known(held: Held, name: str) -> bool:
    asked = {question.name for question in held.kind.questions}
    return name in asked or any(document.name == name for document in held.kind.documents)


def answered_event(held: Held, file: File, replies: Mapping[UUID | str, str]) -> events.DefectsAnswered:
    """What was changed and said per defect since the last submission. Raises DefectsUnanswered."""
    wrong = list(Defect.objects.filter(case=held.case, state="open").order_by("order"))
    changes = changes_since_submission(held, file)
    said = {str(name): text.strip() for name, text in replies.items() if text.strip()}
    answers, silent = [], []
    for defect in wrong:
        changed = _changed_by(defect, changes)
        reply = said.get(str(defect.id), "")
        if not changed and not reply:
            silent.append(defect.label)
        answers.append({"id": str(defect.id), "reply": reply, "changed": [_as_json(each) for each in changed]})
    if silent:
        raise DefectsUnanswered(count=len(silent), labels=silent)
    return events.DefectsAnswered(case_id=str(held.case.id), answers=answers)


def changes_since_submission(held: Held, file: File) -> list[Change]:
    """What stands in the file now against what was handed in last."""
    last = Submission.objects.filter(case=held.case).order_by("-nth").first()
    before: HandedIn = (last.answers, last.files) if last is not None else ({}, [])
    now = {name: {"value": value} for name, value in file.folded.answers.items()}
    files = [{"document": each.document, "sha256": each.sha256, "name": each.name} for each in file.in_force]
    return changes_between(held.kind, before, (now, files))


def _changed_by(defect: Defect, changes: Iterable[Change]) -> list[Change]:
    opened = {("question", name) for name in defect.opens_questions}
    opened |= {("document", name) for name in defect.opens_documents}
    return [each for each in changes if (each.kind, each.name) in opened]


def _as_json(change: Change) -> dict[str, str]:
    return {
        "kind": change.kind,
        "name": change.name,
        "label": change.label,
        "before": change.before,
        "after": change.after,
    }
