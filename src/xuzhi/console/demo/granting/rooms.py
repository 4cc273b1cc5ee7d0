"""The review meetings of the demo's plans: called, held, and what they settle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from xuzhi.console.demo.content import firms
from xuzhi.console.demo.granting.plans import Plan, leader, told
from xuzhi.console.demo.meeting import MEMBERS
from xuzhi.console.demo.world import TAIPEI, World
from xuzhi.grants.awarding import Award
from xuzhi.grants.operations.settle_award import settle_award
from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import look
from xuzhi.panels.meeting import Meeting
from xuzhi.panels.operations.appoint_reviewer import appoint_reviewer
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.begin_phase import begin_phase
from xuzhi.panels.operations.close_roll import close_roll
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.panels.operations.end_phase import end_phase
from xuzhi.panels.operations.form_panel import form_panel
from xuzhi.panels.operations.hand_in_scores import hand_in_scores
from xuzhi.panels.operations.make_minutes import make_minutes
from xuzhi.panels.operations.note_attendance import note_attendance
from xuzhi.panels.operations.open_scores import open_scores
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.operations.pledge_confidentiality import pledge_confidentiality
from xuzhi.panels.operations.send_invitations import send_invitations
from xuzhi.panels.queries.office_panel import office_panel

PHASES = {"presentation": 15, "questions": 10, "answers": 10}
LENGTH_MINUTES = 40


@dataclass(frozen=True)
class Called:
    """A meeting that everybody was invited to: its panel, its members, until when material comes, when it begins."""

    panel: UUID
    members: tuple[Actor, ...]
    until: datetime
    starts: datetime


def called(world: World, case: UUID, officer: Actor, at: datetime) -> Called:
    """In two weeks, with what is to be handed in four days before."""
    words = told()["words"]
    panel = form_panel(case, actor=officer, at=at)
    page = office_panel(case, actor=officer, at=at)
    free = [each.reviewer for each in (page.candidates if page else ()) if not each.ties]
    for each in free[:MEMBERS]:
        appoint_reviewer(panel, each.id, actor=officer, at=at)
    day = at.date() + timedelta(days=14)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    starts = datetime.combine(day, time(14), TAIPEI)
    until = datetime.combine(day - timedelta(days=4), time(17), TAIPEI)
    meeting = Meeting(starts, LENGTH_MINUTES, words["place"], "", words["prepare"], until, PHASES)
    sitting = arrange_sitting(told()["programme"], meeting, actor=officer, at=at)
    place_on_agenda(panel, sitting, 1, actor=officer, at=at)
    send_invitations(panel, actor=officer, at=at)
    world.deliver(case, at)
    members = tuple(Actor.person(str(each.id), each.name, "reviewer") for each in free[:MEMBERS])
    for nth, member in enumerate(members):
        later = at + timedelta(hours=2 + nth)
        pledge_confidentiality(panel, actor=member, at=later)
        declare_conflicts(panel, conflict=False, actor=member, at=later)
    return Called(panel, members, until, starts)


def held(case: UUID, sitting: Called, plan: Plan, officer: Actor, at: datetime) -> None:
    """Roll, three phases, sealed scores, opening and minutes."""
    note_attendance(sitting.panel, leader(firms()[plan.firm]), present=True, actor=officer, at=at)
    close_roll(sitting.panel, actor=officer, at=at + timedelta(minutes=1))
    now = at + timedelta(minutes=2)
    for phase, minutes in PHASES.items():
        begin_phase(sitting.panel, phase, actor=officer, at=now)
        now += timedelta(minutes=minutes)
    end_phase(sitting.panel, actor=officer, at=now)
    scales = {each.name: each.scale for each in look(sitting.panel, now).scoring().criteria}
    for nth, member in enumerate(sitting.members):
        typed = {f"points-{name}": str(int(scale) * (84 - 3 * nth) // 100) for name, scale in scales.items()}
        typed |= {f"reason-{name}": told()["words"]["scored"] for name in scales}
        hand_in_scores(sitting.panel, typed, actor=member, at=now + timedelta(minutes=5 + nth))
    now += timedelta(minutes=15)
    open_scores(sitting.panel, actor=officer, at=now)
    make_minutes(sitting.panel, actor=officer, at=now)


def award(case: UUID, plan: Plan, officer: Actor, at: datetime) -> None:
    """What was asked for, with the figures of the plan and two comments."""
    kpis = tuple(
        {"name": name, "unit": unit, "baseline": baseline, "target": target}
        for name, unit, baseline, target in plan.kpis
    )
    half = plan.total // 2
    settled = Award(plan.total, half, plan.total - half, kpis, tuple(told()["words"]["advice"]))
    settle_award(case, settled, actor=officer, at=at)
