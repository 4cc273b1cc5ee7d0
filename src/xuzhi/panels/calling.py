"""A case is called to the sitting: it learns when that is, and until when its firm hands in what is shown there."""

from __future__ import annotations

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.casework.operations.take_step import take_step
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.panels.locking import Held
from xuzhi.panels.meeting import MATERIAL_UNTIL
from xuzhi.panels.models import Sitting
from xuzhi.panels.refusals import SittingIncomplete

STARTS_AT = "panel.starts_at"


def call(held: Held, sitting: Sitting) -> None:
    """Tell the case, and take the step that its rules have for it, in the caller's transaction.

    What was to be handed in by a moment that has passed stays as it was then, also where the sitting is moved later
    (G7.4).
    """
    until = held.facts.get(MATERIAL_UNTIL)
    over = until is not None and until < held.at
    told = {STARTS_AT: sitting.starts_at.isoformat()}
    if sitting.material_until is not None and not over:
        told[MATERIAL_UNTIL] = sitting.material_until.isoformat()
    platform = Actor.system("panels")
    give_facts(held.panel.case_id, told, source=held.rule.label or say("panels.panel"), actor=platform, at=held.at)
    step = next((each for each in held.kind.steps if each.name == held.rule.call), None)
    if step is not None and held.case.stage in step.from_ and not over:
        take_step(held.panel.case_id, step.name, actor=platform, at=held.at)
    held.forget()


def recall(held: Held) -> None:
    """Tell the case that its sitting does not take place, and take the step that its rules have for that, in the
    caller's transaction. What was to be handed in by a moment that has passed stays (G7.4)."""
    until = held.facts.get(MATERIAL_UNTIL)
    over = until is not None and until < held.at
    platform = Actor.system("panels")
    step = next((each for each in held.kind.steps if each.name == held.rule.recall), None)
    if step is not None and held.case.stage in step.from_ and not over:
        take_step(held.panel.case_id, step.name, actor=platform, at=held.at)
    gone: dict[str, None] = {STARTS_AT: None} | ({} if over else {MATERIAL_UNTIL: None})
    source = held.rule.label or say("panels.panel")
    give_facts(held.panel.case_id, gone, source=source, actor=platform, at=held.at)
    held.forget()


def check_complete(held: Held, sitting: Sitting) -> None:
    """All that a letter about the sitting has to say is known. Raises SittingIncomplete."""
    question = next((each for each in held.kind.questions if each.name == MATERIAL_UNTIL), None)
    course = held.rule.course
    if question is not None and sitting.material_until is None:
        raise SittingIncomplete(clause=question.clause or None)
    if course is not None and not all(minutes_of(sitting, each.code) for each in course.phases):
        raise SittingIncomplete(clause=course.clause or None)


def minutes_of(sitting: Sitting | None, phase: str) -> int:
    """How long the sitting gives the phase; 0 where it says nothing."""
    return next((int(each["minutes"]) for each in (sitting.phases if sitting else ()) if each["code"] == phase), 0)


def course_of(held: Held, sitting: Sitting) -> str:
    """The phases in order, each with its minutes, in one line; empty where there are none."""
    told = [
        say("panels.phase_minutes", label=phase.label, minutes=minutes)
        for phase in held.rule.phases
        if (minutes := minutes_of(sitting, phase.code))
    ]
    return say("panels.phase_separator").join(told)
