"""The steps that are open to the reader, each with what it would set off."""

from __future__ import annotations

from xuzhi.casework.clocking import clocks_to_start
from xuzhi.casework.effects import BAR, bar_period
from xuzhi.casework.holding import roles_in
from xuzhi.casework.judging import situation_of, standing_findings
from xuzhi.casework.queries.part_shapes import ChainView
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import StepView
from xuzhi.engine.clocks import Deadline
from xuzhi.engine.steps import Situation, StepOffer, links_of, offers
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import format_date, format_deadline
from xuzhi.kernel.texts import say
from xuzhi.rulebook.model import ClockRule, Ground, NoticeRule, Step


def step_views(reading: Reading) -> tuple[StepView, ...]:
    """In the order of the file; those that the rules do not allow now say why not."""
    case = reading.case
    looked_at = _situation(reading)
    found: list[StepOffer] = []
    for role in sorted(roles_in(reading.actor, case)):
        found += offers(reading.edition, reading.kind.name, case.stage, role, looked_at)
    order = {step.name: place for place, step in enumerate(reading.kind.steps)}
    return tuple(_view(reading, offer, looked_at) for offer in sorted(found, key=lambda each: order[each.step.name]))


def _view(reading: Reading, offer: StepOffer, looked_at: Situation) -> StepView:
    step = offer.step
    to = reading.kind.stage(step.to)
    return StepView(
        name=step.name,
        label=step.label,
        hint=step.hint,
        by=step.by,
        clause=step.clauses,
        to=to.name,
        to_label=to.label,
        allowed=offer.allowed,
        why_not=offer.why_not,
        needs=step.needs,
        grounds=_grounds(reading, step),
        grounds_given=bool(step.grounds_from),
        decision=step.decision,
        ends=to.ends,
        will=will_of(reading, step),
        links=tuple(
            (link, stands is True) for link, stands in links_of(reading.edition, step, looked_at, reading.kind)
        ),
    )


def chains_of(reading: Reading) -> tuple[ChainView, ...]:
    """Every step that hangs on links, wherever the case stands: which of them stand already. One query, where there is
    such a step."""
    linked = [step for step in reading.kind.steps if step.links]
    if not linked:
        return ()
    looked_at = _situation(reading)
    return tuple(
        ChainView(
            step.name,
            step.label,
            reading.case.stage in step.from_,
            tuple((link, stands is True) for link, stands in links_of(reading.edition, step, looked_at, reading.kind)),
        )
        for step in linked
    )


def _situation(reading: Reading) -> Situation:
    """What the guards of steps look at."""
    standing, file = standing_findings(reading.findings), reading.file
    steps, states = (each.step for each in reading.steps), (each.state for each in reading.defects)
    return situation_of(reading.held, file.facts, standing, steps=steps, states=states, attached=file.attached)


def _grounds(reading: Reading, step: Step) -> tuple[Ground, ...]:
    """The grounds to choose from; those that the facts name where the rules take them from there."""
    if not step.grounds_from:
        return step.grounds
    named = reading.file.facts.get(step.grounds_from, ())
    return tuple(each for each in step.grounds if each.code in named)


def will_of(reading: Reading, step: Step) -> tuple[str, ...]:
    """這將會：letter, clocks, effects, next stage; in the order in which the reader will notice them."""
    to = reading.kind.stage(step.to)
    notice = reading.kind.notice(step.notice) if step.notice else None
    lines = []
    if notice is not None:
        channels = say("kernel.list_separator").join(say(f"casework.channel_{each}") for each in notice.channel)
        lines.append(say("casework.will_notify", notice=notice.title or notice.label, channels=channels))
    if step.tells and (reading.case.respondent_ubn or reading.kind.respondent):
        told = reading.kind.notice(step.tells)
        channels = say("kernel.list_separator").join(say(f"casework.channel_{each}") for each in told.channel)
        notified = {"notice": told.title or told.label, "channels": channels}
        rule = reading.kind.respondent
        lines.append(
            say("casework.will_tell_named", who=rule.label, **notified)
            if rule
            else say("casework.will_tell", **notified)
        )
    lines += _clock_lines(reading, step, notice)
    lines += [_effect_line(reading, effect) for effect in step.effects]
    if to.name != reading.case.stage:
        lines.append(say("casework.will_end" if to.ends else "casework.will_move", stage=to.label))
    return tuple(lines)


def _effect_line(reading: Reading, effect: str) -> str:
    if effect != BAR:
        return say(f"casework.will_{effect}")
    try:
        from_on, until_on = bar_period(reading.held)
    except Refusal as refusal:
        return refusal.says
    return say("casework.will_bar_until", from_on=from_on, until_on=until_on, ubn=reading.case.firm_ubn)


def _clock_lines(reading: Reading, step: Step, notice: NoticeRule | None) -> list[str]:
    if not step.clock:
        return []
    try:
        starting = clocks_to_start(reading.held, step, notice, reading.file.facts, reading.calendar)
    except Refusal as refusal:
        return [refusal.says]
    return [
        _clock_line(each.rule, each.due) if each.due else say("casework.will_clock_later", clock=each.rule.label)
        for each in starting
    ]


def _clock_line(rule: ClockRule, due: Deadline) -> str:
    """A clock that only reminds goes off as its day begins."""
    if rule.reminds:
        return say("casework.will_remind", clock=rule.label, day=format_date(due.due_on))
    return say("casework.will_clock", clock=rule.label, due=format_deadline(due.due_at))
