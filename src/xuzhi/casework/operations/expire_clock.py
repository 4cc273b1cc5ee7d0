"""A clock has run out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.causing import hold_all
from xuzhi.casework.holding import Held, hold, read_only
from xuzhi.casework.judging import File, open_file, situation, standing_findings
from xuzhi.casework.lettering import letter_shown
from xuzhi.casework.models import ClockRow, FindingRow
from xuzhi.casework.moving import LETTER_LANGUAGE, Order, link_to, move, send
from xuzhi.engine.steps import allow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import record
from xuzhi.rulebook.model import OnExpiry, Step


def expire_clock(clock_id: UUID, *, at: datetime) -> bool:
    """Let the clock fire, once: record that it ran out, and take its step or send its notice. False when it had fired,
    was stopped or moved, or is not due at `at`.

    What it sets off and that it fired are one transaction: whatever dies in between, it will fire again. Where its step
    is not possible any more, the firing is recorded with the reason, for the office to see.
    """
    found = ClockRow.objects.filter(id=clock_id).select_related("case").first()
    if found is None:
        return False
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        hold_all(found.case_id, _expiry_steps(found, at), at)
        held = hold(found.case_id, at)
        row = ClockRow.objects.filter(id=clock_id, state="running", due_at__lte=at).first()
        if row is None or row.due_at is None:
            return False
        _fire(held, row, row.due_at)
    return True


def _expiry_steps(row: ClockRow, at: datetime) -> tuple[str, ...]:
    """The steps that the clock may set off, by the rules of its case; none where it only sends a letter."""
    kind = read_only(row.case, at).kind
    rule = next((each for each in kind.clocks if each.name == row.clock), None)
    return rule.on_expiry.steps if rule is not None and rule.on_expiry is not None else ()


def _fire(held: Held, row: ClockRow, due_at: datetime) -> None:
    actor = Actor.system("clock")
    rule = next((each for each in held.kind.clocks if each.name == row.clock), None)
    expiry = rule.on_expiry if rule is not None else None
    file = open_file(held)
    standing = standing_findings(FindingRow.objects.filter(case=held.case).order_by("order"))
    step, refused = _step_of(held, expiry, file, standing) if expiry is not None else (None, "")
    fired = events.ClockExpired(
        case_id=str(held.case.id),
        clock_id=str(row.id),
        clock=row.clock,
        due_at=due_at.isoformat(),
        step=step.name if step is not None else expiry.step if expiry is not None else "",
        refused=refused,
    )
    record(held.stream, [fired], actor=actor, at=held.at)
    if step is not None:
        move(held, step, Order(), file=file, findings=standing, actor=actor)
    if rule is not None and rule.notice:
        notice = held.kind.notice(rule.notice)
        data: dict[str, Any] = {"paragraphs": [], "items": [], "link": link_to(held), "stage": held.stage.label}
        data["shown"] = letter_shown(notice.shows, held.kind, file.folded.facts)
        send(held, notice, file, data, actor=actor)


def _step_of(held: Held, expiry: OnExpiry, file: File, standing: list[Finding]) -> tuple[Step | None, str]:
    """The first of the clock's steps that the rules allow; or why not, where they allow none any more."""
    looked_at = situation(held, file.facts, standing)
    why = ""
    for name in expiry.steps:
        try:
            return allow(held.edition, held.kind.name, held.case.stage, name, expiry.by, looked_at), ""
        except Refusal as refusal:
            why = why or refusal.says
    return None, why
