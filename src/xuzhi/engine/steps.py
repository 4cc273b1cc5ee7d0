"""Which steps an actor may take from a stage, and why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuzhi.engine.checking import outcome_of, verdict
from xuzhi.engine.facts import Facts
from xuzhi.engine.reasons import Told, fill, undetermined
from xuzhi.engine.verdicts import Trace
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import CaseKind, Step
from xuzhi.rulebook.procedure import Link


@dataclass(frozen=True)
class Situation:
    """What a guard may look at: facts, findings (confirmed ones have `confirmed_by` cleared), how often each step
    was taken, how many corrected items nobody has looked at (`unsettled`) or are still `wrong`, the day, and how many
    files stand under each document."""

    facts: Facts
    findings: tuple[Finding, ...]
    taken: Mapping[str, int] = field(default_factory=dict)
    on: date = date.min
    unsettled: int = 0
    wrong: int = 0
    attached: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class StepOffer:
    """A step of the stage that belongs to a role; `why_not` is a sentence where it is not allowed."""

    step: Step
    allowed: bool
    why_not: str = ""


class StepNotAllowed(Refusal):
    """The step is not open to this role, from this stage, in this situation."""

    code = "engine.step_not_allowed"


def offers(edition: Edition, kind: str, stage: str, role: str, situation: Situation) -> list[StepOffer]:
    """The steps that lead from the stage and belong to the role, in the order of the file."""
    case = edition.case(kind)
    found = []
    for step in case.steps_from(stage):
        if step.by == role:
            why_not = _why_not(edition, case, step, situation)
            found.append(StepOffer(step, not why_not, why_not))
    return found


def allow(edition: Edition, kind: str, stage: str, step_name: str, role: str, situation: Situation) -> Step:
    """The step, when it may be taken. Raises StepNotAllowed with the reason, and the step's clause."""
    case = edition.case(kind)
    step = next((each for each in case.steps if each.name == step_name), None)
    if step is None:
        raise StepNotAllowed(code="engine.step_unknown", step=step_name)
    if stage not in step.from_:
        labels = {each.name: each.label for each in case.stages}
        raise StepNotAllowed(
            code="engine.step_not_from_here",
            clause=step.clause or None,
            step=step.label,
            stage=labels.get(stage, stage),
        )
    if step.by != role:
        who, whose = (say(f"engine.role_{each}") for each in (role, step.by))
        raise StepNotAllowed(
            code="engine.step_not_yours", clause=step.clause or None, step=step.label, who=who, whose=whose
        )
    if why_not := _why_not(edition, case, step, situation):
        raise StepNotAllowed(clause=step.clause or None, step=step.label, why=why_not)
    return step


def open_actions(findings: Iterable[Finding]) -> int:
    """How many findings still wait for a person's confirmation."""
    return sum(1 for finding in findings if finding.confirmed_by)


def links_of(edition: Edition, step: Step, situation: Situation, case: CaseKind) -> list[tuple[Link, bool | None]]:
    """Each of the links that the step hangs on, and whether it stands; None is not known."""
    given = _given(case, situation)
    return [
        (link, verdict(edition, link.holds, situation.facts, on=situation.on, given=given)[0]) for link in step.links
    ]


def _given(case: CaseKind, situation: Situation) -> dict[str, Any]:
    """What guards may look at besides facts."""
    return {
        "checks.outcome": outcome_of(situation.findings).value,
        "checks.unconfirmed": open_actions(situation.findings),
        "corrections.unsettled": situation.unsettled,
        "corrections.wrong": situation.wrong,
        **{f"taken.{name}": count for name, count in situation.taken.items()},
        **{f"attached.{each.name}": situation.attached.get(each.name, 0) for each in case.documents},
    }


def _why_not(edition: Edition, case: CaseKind, step: Step, situation: Situation) -> str:
    """Empty when every link stands and the guard holds."""
    missing = [link.label for link, stands in links_of(edition, step, situation, case) if stands is not True]
    if missing:
        return say("engine.links_missing", labels=missing)
    if step.guard is None:
        return ""
    given = _given(case, situation)
    holds, trace = verdict(edition, step.guard, situation.facts, on=situation.on, given=given)
    if holds:
        return ""
    told = Told(edition, case, situation.facts, {"on": situation.on, **given}, trace)
    if step.guard_otherwise:
        return fill(step.guard_otherwise, told)
    return undetermined(told) if Outcome.of(holds) is Outcome.UNDETERMINED else _plain(told.trace, told, given)


def _plain(trace: Trace, told: Told, given: Mapping[str, Any]) -> str:
    """A reason for a guard that gives none itself."""
    unconfirmed = given["checks.unconfirmed"]
    if any(name == "checks.outcome" for name, _ in trace.used) and given["checks.outcome"] != Outcome.MET:
        return say("engine.guard_checks")
    if any(name == "checks.unconfirmed" for name, _ in trace.used) and unconfirmed:
        return say("engine.guard_unconfirmed", count=unconfirmed)
    return say("engine.guard_plain")
