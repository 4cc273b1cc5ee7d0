"""What is handed in: the events of a submission, the first and every later one."""

from __future__ import annotations

from typing import Any

from xuzhi.casework import events
from xuzhi.casework.carrying import fill_waits, waits_for_confirmation
from xuzhi.casework.folding import subject_of
from xuzhi.casework.holding import Held
from xuzhi.casework.judging import File, sha256_of
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.refusals import AnswersUnconfirmed, AnswersUnreadable
from xuzhi.engine.form import applicable_questions


def check_readable(held: Held, file: File) -> None:
    """Refuse while some text could not be read as an answer. Raises AnswersUnreadable."""
    asked = {question.name: question.label for question in held.kind.questions}
    unread = [asked[each.question] for each in file.answers if each.problem and each.question in asked]
    if unread:
        raise AnswersUnreadable(count=len(unread), labels=unread)


def check_confirmed(held: Held, file: File) -> None:
    """Refuse while what was carried over from an earlier case, or filled in by a register, was not confirmed.

    Raises AnswersUnconfirmed.
    """
    due = applicable_questions(held.edition, held.kind.name, file.facts, held.judged_on)
    asked = {each.question.name: each.question.label for each in due if each.asked}
    waiting = [asked[each.question] for each in file.answers if each.question in asked and waits_for_confirmation(each)]
    waiting += [each.question.label for each in due if each.asked and fill_waits(each.question, file.folded, held.case)]
    if waiting:
        raise AnswersUnconfirmed(count=len(waiting), labels=waiting)


def submission_event(held: Held, file: File, *, round_name: str, key: str) -> events.CaseSubmitted:
    """The event of handing in what stands in the file now; the first pins the edition, later ones keep it."""
    case, rules = held.case, held.edition
    answered = {each.question: each for each in file.answers if each.value is not None}
    answers = {
        name: {"value": value, "version": answered[name].version if name in answered else 0}
        for name, value in file.folded.answers.items()
    }
    values = {name: entry["value"] for name, entry in answers.items()}
    pinned = case.edition_on is not None
    through = case.overlay_through if pinned else (held.overlays or Overlays(case.programme)).through(case.programme)
    return events.CaseSubmitted(
        case_id=str(case.id),
        nth=case.submissions + 1,
        edition_on=rules.on.isoformat(),
        edition_sha256=case.edition_sha256 if pinned else rules.sha256,
        overlay_through=through,
        round=round_name,
        answers=answers,
        answers_sha256=sha256_of(values),
        files=files_of(file),
        subject=subject_of(held.kind, file.folded),
        key=key,
    )


def files_of(file: File) -> list[dict[str, Any]]:
    """The attachments in force."""
    return [
        {
            "attachment_id": str(each.id),
            "document": each.document,
            "sha256": each.sha256,
            "name": each.name,
            "size": each.size,
            "kind": each.kind,
        }
        for each in file.in_force
    ]
