"""An actor takes a step that the rules offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.causing import hold_all
from xuzhi.casework.confirming import check_confirmed
from xuzhi.casework.correcting import Wrong, answered_event, defects_from
from xuzhi.casework.filing import check_readable, submission_event
from xuzhi.casework.holding import Held, hold, roles_in
from xuzhi.casework.judging import (
    File,
    find,
    findings_event,
    looked_up,
    open_file,
    situation,
    standing_findings,
)
from xuzhi.casework.models import ClockRow, FindingRow, StepRow
from xuzhi.casework.moving import LETTER_LANGUAGE, Moved, Order, check_order, move
from xuzhi.casework.operations.submit_case import SUBMIT, check_not_blocked, submit_case
from xuzhi.casework.refusals import DeadlinePassed
from xuzhi.casework.rounds import show_exact
from xuzhi.casework.staging import asks_here, check_another, check_due
from xuzhi.engine.steps import allow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.roc import format_deadline
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.ledger.reading import rows_of
from xuzhi.rulebook.model import Step


def take_step(
    case_id: UUID,
    step: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    ruling: str = "",
    grounds: Sequence[str] = (),
    defects: Sequence[Wrong] = (),
    replies: Mapping[UUID | str, str] | None = None,
    confirmed: Sequence[str] = (),
    key: str = "",
    shown: str = "",
) -> Moved:
    """Take a step; act, letter, clocks, next stage and what it sets off in other cases are recorded together or not
    at all.

    `defects` go with a step that asks for corrections; `replies` ({defect id: words}) with the applicant's answer to
    one, which is a submission of its own: registers are asked, findings recorded anew, and each defect told what
    changed. `confirmed` names the sections that the actor went through; `grounds` count only where the rules do not
    take them from a fact (`grounds_from`). `shown` is the hash of what a signer read. The step `submit` is submit_case.
    The same `key` gives the same answer again. Raises CaseUnknown, NotYours, StepNotAllowed, DeadlinePassed,
    ReasonMissing, GroundsMissing, GroundUnknown, RulingMissing, AnotherPersonNeeded, StillDue, DefectsMissing,
    DefectUnknown, DefectNoteMissing, DefectsUnanswered, NotAllConfirmed, AnswersUnreadable, SubmissionBlocked,
    RespondentUnnamed, SignedByOthers, PartChanged.
    """
    with transaction.atomic():
        held = hold(case_id, at, hold_all(case_id, step, at))
        roles = roles_in(actor, held.case)
        done = StepRow.objects.filter(case=held.case, key=key).first() if key else None
        if done is not None:
            return Moved(str(case_id), done.step, done.from_stage, done.to_stage, already=True)
        if step == SUBMIT and held.is_draft:
            came_from = held.case.stage
            submit_case(case_id, actor=actor, at=at, key=key)
            return Moved(str(case_id), SUBMIT, came_from, held.refreshed().case.stage)
        with use_language(LETTER_LANGUAGE):
            file = open_file(held)
            standing = _standing(held)
            rule = _allowed(held, step, roles, file, standing)
            if rule.by in ("applicant", "buyer", "respondent"):
                _check_in_time(held, at)
            given = file.facts.get(rule.grounds_from, ()) if rule.grounds_from else grounds
            order = Order(
                reason, ruling, tuple(given), _defects(held, rule, defects), key, tuple(confirmed), shown=shown
            )
            check_order(rule, order)
            check_another(held, rule, actor)
            check_due(held, rule, file)
            check_confirmed(held, rule, file, order.confirmed)
            if _hands_in(held, rule):
                file = _hand_in(held, file, replies or {}, actor)
                standing = _standing(held)
            return move(held, rule, order, file=file, findings=standing, actor=actor)


def _standing(held: Held) -> list[Finding]:
    return standing_findings(rows_of(FindingRow, order=["order"], case_id=held.case.id))


def _allowed(held: Held, step: str, roles: frozenset[str], file: File, standing: Sequence[Finding]) -> Step:
    """The step as the rules allow it. Of an actor's roles the one that the step is for speaks."""
    known = next((each for each in held.kind.steps if each.name == step), None)
    role = known.by if known is not None and known.by in roles else sorted(roles)[0]
    return allow(held.edition, held.kind.name, held.case.stage, step, role, situation(held, file.facts, standing))


def _check_in_time(held: Held, at: datetime) -> None:
    """A clock that has run out but was not swept yet is over all the same; one that only reminds ends nothing.
    Raises DeadlinePassed."""
    rules = {rule.name: rule for rule in held.kind.clocks}
    for row in ClockRow.objects.filter(case=held.case, state="running", due_at__lte=at).order_by("due_at"):
        rule = rules.get(row.clock)
        if rule is not None and not rule.reminds and rule.on_expiry is not None and row.due_at is not None:
            raise DeadlinePassed(
                clock=rule.label, due=format_deadline(row.due_at), at=show_exact(at), clause=rule.clause or None
            )


def _defects(held: Held, rule: Step, wrongs: Sequence[Wrong]) -> tuple[dict[str, object], ...]:
    return tuple(defects_from(held, rule, wrongs)) if "defects" in rule.needs else ()


def _hands_in(held: Held, rule: Step) -> bool:
    """The applicant's step out of a correction, or out of a stage that asks something of its own, hands it in, unless
    it ends the case."""
    if rule.by not in ("applicant", "buyer") or held.kind.stage(rule.to).ends:
        return False
    return held.case.open_defects > 0 or asks_here(held, rule)


def _hand_in(held: Held, file: File, replies: Mapping[UUID | str, str], actor: Actor) -> File:
    """Record the later submission with look-ups, findings and what was done about each defect."""
    check_readable(held, file)
    answered = [answered_event(held, file, replies)] if held.case.open_defects else []
    record(held.stream, looked_up(held), actor=Actor.system("registers"), at=held.at)
    file = open_file(held)
    findings = find(held, file)
    check_not_blocked(findings)
    handed_in = submission_event(held, file, round_name=held.case.round, key="")
    record(held.stream, [handed_in, *answered], actor=actor, at=held.at)
    record(held.stream, [findings_event(held, file, findings, "correction")], actor=Actor.system("rules"), at=held.at)
    held.refreshed()
    return file
