"""The case is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.causing import hold_all
from xuzhi.casework.filing import check_confirmed, check_readable, submission_event
from xuzhi.casework.holding import Held, check_party, hold
from xuzhi.casework.judging import File, find, findings_event, looked_up, open_file, situation, standing_findings
from xuzhi.casework.locks import hold_name
from xuzhi.casework.models import FindingRow, Submission
from xuzhi.casework.moving import LETTER_LANGUAGE, Order, move
from xuzhi.casework.refusals import SubmissionBlocked, SubmittedAlready
from xuzhi.casework.rounds import round_at
from xuzhi.casework.staging import check_due
from xuzhi.engine.steps import allow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.ledger.reading import row_of, rows_of
from xuzhi.rulebook.model import Step

SUBMIT = "submit"
"""The step that hands a draft in, in every kind of case."""


@dataclass(frozen=True)
class Submitted:
    """What was handed in, and under which edition. `already`: the same key had done it before."""

    case_id: UUID
    number: str
    nth: int
    sequence: int
    submitted_at: datetime
    round: str
    edition_on: date
    edition_sha256: str
    answers_sha256: str
    already: bool = False


def submit_case(case_id: UUID, *, actor: Actor, at: datetime, key: str = "") -> Submitted:
    """Hand the case in: pin the edition, ask the registers, record findings, take the step, start clocks, notify.

    All in one transaction, or nothing. The same `key` gives the same answer again (a double click). Blocking checks
    that are not met refuse it, all of them at once; so the sixth of a batch is refused also when two are sent at the
    same instant, because a batch is locked while it is counted. Raises CaseUnknown, NotYours, ApplicantOnly,
    SubmittedAlready, NoRoundOpen (RoundNotOpenYet, RoundClosed), AnswersUnreadable,
    AnswersUnconfirmed, SubmissionBlocked, StepNotAllowed.
    """
    with transaction.atomic():
        held = hold(case_id, at, hold_all(case_id, SUBMIT, at))
        check_party(actor, held.case)
        done = row_of(Submission, case_id=held.case.id, key=key) if key else None
        if done is not None:
            return _submitted(held, done, already=True)
        if not held.is_draft:
            raise SubmittedAlready(number=held.case.number)
        round_name = round_at(held.edition, held.kind, at)
        with use_language(LETTER_LANGUAGE):
            file, findings = _examine(held, round_name, actor)
            step = _allowed(held, file, findings)
            handed_in = submission_event(held, file, round_name=round_name, key=key)
            record(held.stream, [handed_in], actor=actor, at=at)
            held.refreshed()
            found = findings_event(held, file, findings, "submission")
            record(held.stream, [found], actor=Actor.system("rules"), at=at)
            standing = standing_findings(rows_of(FindingRow, order=["order"], case_id=held.case.id))
            move(held, step, Order(key=key), file=file, findings=standing, actor=actor)
        return _submitted(held, Submission.objects.get(case=held.case, nth=handed_in.nth))


def _examine(held: Held, round_name: str, actor: Actor) -> tuple[File, list[Finding]]:
    """Ask the registers anew, count the batch under its lock, and apply the rules. Raises SubmissionBlocked."""
    case = held.case
    record(held.stream, looked_up(held), actor=Actor.system("registers"), at=held.at)
    hold_name(f"batch {case.programme} {case.kind} {case.firm_ubn} {round_name}")
    file = open_file(held, round_name=round_name)
    check_readable(held, file)
    check_confirmed(held, file)
    check_due(held, held.kind.step(SUBMIT), file)
    findings = find(held, file)
    check_not_blocked(findings)
    return file, findings


def check_not_blocked(findings: Sequence[Finding]) -> None:
    """Raises SubmissionBlocked with every blocking finding that is not met."""
    blocking = [finding for finding in findings if finding.blocking and finding.outcome is Outcome.NOT_MET]
    if blocking:
        raise SubmissionBlocked(blocking)


def _allowed(held: Held, file: File, findings: list[Finding]) -> Step:
    return allow(
        held.edition, held.kind.name, held.case.stage, SUBMIT, "applicant", situation(held, file.facts, findings)
    )


def _submitted(held: Held, row: Submission, *, already: bool = False) -> Submitted:
    return Submitted(
        case_id=held.case.id,
        number=held.case.number,
        nth=row.nth,
        sequence=row.sequence,
        submitted_at=row.submitted_at,
        round=row.round,
        edition_on=row.edition_on,
        edition_sha256=row.edition_sha256,
        answers_sha256=row.answers_sha256,
        already=already,
    )
