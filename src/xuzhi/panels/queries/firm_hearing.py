"""The meeting as the firm prepares for it and takes part in it: who comes, who stands in, what is on and opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.holding import check_may_see
from xuzhi.casework.models import Case
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.notices.letters import read_letter
from xuzhi.panels.inviting import FIRM
from xuzhi.panels.locking import Held
from xuzhi.panels.meeting import MATERIAL_UNTIL
from xuzhi.panels.models import Attendee, Invitation, Leave, Panel
from xuzhi.panels.people import Person, leave_of, people_of
from xuzhi.panels.queries.phases import PhaseLine, phases_of
from xuzhi.panels.queries.shapes import SittingView
from xuzhi.panels.queries.views import sitting_view
from xuzhi.panels.refusals import NoLeaveHere
from xuzhi.panels.slides import Slide, slides_of


@dataclass(frozen=True)
class LeaveView:
    """Who stands in for whom. `at`, `by`: when it was taken, and who did."""

    leader: str
    proxy: str
    job_title: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class FirmHearing:
    """What the firm needs to know of its meeting, and nothing of who sits on the panel. `may_leave`: it can still say
    who stands in. `came` are those of the firm who were noted as there; `attended` is None until the roll is closed.
    `runs`: its time has come, and the review has not come out yet."""

    sitting: SittingView
    position: int
    runs: bool
    has_leave: bool
    may_leave: bool
    leave_clause: str
    leave: LeaveView | None
    people: tuple[Person, ...]
    people_clause: str
    came: tuple[str, ...]
    roll_closed_at: datetime | None
    attended: bool | None
    phases: tuple[PhaseLine, ...]
    course_clause: str
    slides: tuple[Slide, ...]
    material_until: datetime | None

    @property
    def leader(self) -> str:
        return say("kernel.list_separator").join(each.name for each in self.people if each.leads)

    @property
    def on(self) -> PhaseLine | None:
        return next((each for each in self.phases if each.state == "on"), None)

    @property
    def next_up(self) -> PhaseLine | None:
        return next((each for each in self.phases if each.next), None)


@dataclass(frozen=True)
class LeaveFile:
    name: str
    pdf: bytes


def firm_hearing(case_id: UUID, *, actor: Actor, at: datetime) -> FirmHearing | None:
    """None before the firm was invited to the sitting as it stands, and where the rules have no course for it; a
    constant number of queries. Raises CaseUnknown, NotYours.
    """
    held = _held(case_id, actor, at)
    if held is None or held.panel.sitting is None or not (held.rule.people or held.rule.course):
        return None
    panel, rule, sitting = held.panel, held.rule, held.panel.sitting
    told = Invitation.objects.filter(panel=panel, to=FIRM).order_by("-position").first()
    view = sitting_view(sitting, at)
    if told is None or view is None or (told.sitting_id, told.sequence) != (sitting.id, sitting.sequence):
        return None
    here, leave = held.case.stage in rule.stages, leave_of(held)
    return FirmHearing(
        sitting=view,
        position=panel.position,
        runs=here and view.begun and panel.opened_at is None,
        has_leave=rule.proxy is not None,
        may_leave=rule.proxy is not None and here and not view.begun,
        leave_clause=rule.proxy.clause if rule.proxy else "",
        leave=_leave(leave) if leave is not None else None,
        people=people_of(held),
        people_clause=rule.people.clause if rule.people else "",
        came=tuple(Attendee.objects.filter(panel=panel).order_by("position").values_list("name", flat=True)),
        roll_closed_at=panel.roll_closed_at,
        attended=panel.attended,
        phases=phases_of(held),
        course_clause=rule.course.clause if rule.course else "",
        slides=tuple(slides_of(held)),
        material_until=held.facts.get(MATERIAL_UNTIL),
    )


def leave_form(case_id: UUID, *, actor: Actor, at: datetime) -> LeaveFile:
    """The paper by which somebody stands in, as it was made. Raises CaseUnknown, NotYours, NoLeaveHere."""
    held = _held(case_id, actor, at)
    leave = leave_of(held) if held is not None else None
    pdf = read_letter(leave.sha256) if leave is not None else None
    if held is None or pdf is None:
        raise NoLeaveHere()
    return LeaveFile(say("panels.leave_name", number=held.panel.case_number), pdf)


def _held(case_id: UUID, actor: Actor, at: datetime) -> Held | None:
    """The case's last panel. Raises CaseUnknown, NotYours."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseUnknown()
    check_may_see(actor, case)
    panel = Panel.objects.select_related("sitting").filter(case_id=case_id).order_by("-formed_at").first()
    if panel is None:
        return None
    held = Held(panel, at, spoken=True)
    held.__dict__["case"] = case
    return held


def _leave(row: Leave) -> LeaveView:
    return LeaveView(row.leader, row.proxy, row.job_title, row.reason, row.taken_at, row.taken_by)
