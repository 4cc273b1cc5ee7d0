"""The meeting itself as the office sees it: who came, what is on, what was said, which files are opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.kernel.actor import Actor
from xuzhi.panels.locking import Held, check_office, look
from xuzhi.panels.meeting import MATERIAL_UNTIL
from xuzhi.panels.models import Attendee, Leave, Remark
from xuzhi.panels.people import Person, people_of
from xuzhi.panels.queries.phases import PhaseLine, phases_of
from xuzhi.panels.slides import Slide, slides_of


@dataclass(frozen=True)
class PersonLine:
    """Somebody of the plan. `stands_in` by a leave; `came_at` is None as long as nobody noted that they are there."""

    person: Person
    stands_in: bool
    came_at: datetime | None


@dataclass(frozen=True)
class RemarkLine:
    at: datetime
    phase_label: str
    speaker: str
    says: str


@dataclass(frozen=True)
class Hearing:
    """A meeting as it goes. `runs`: it has begun and the scores are not open, so it can be kept. `attended` is None
    until the roll is closed. `frozen_at` is the moment after which the files cannot be exchanged."""

    case_number: str
    subject: str
    firm_name: str
    starts_at: datetime | None
    runs: bool
    has_people: bool
    has_phases: bool
    people: tuple[PersonLine, ...]
    people_clause: str
    leave: Leave | None
    proxy_clause: str
    roll_closed_at: datetime | None
    attended: bool | None
    phases: tuple[PhaseLine, ...]
    course_clause: str
    slides: tuple[Slide, ...]
    frozen_at: datetime | None
    frozen: bool
    remarks: tuple[RemarkLine, ...]
    speakers: tuple[str, ...]

    @property
    def on(self) -> PhaseLine | None:
        return next((each for each in self.phases if each.state == "on"), None)

    @property
    def next_up(self) -> PhaseLine | None:
        return next((each for each in self.phases if each.next), None)

    @property
    def came(self) -> tuple[PersonLine, ...]:
        return tuple(each for each in self.people if each.came_at is not None)


def hearing_of(panel_id: UUID, *, actor: Actor, at: datetime) -> Hearing:
    """The meeting of the panel, a constant number of queries. Raises PanelUnknown, OfficeOnly, Recused."""
    held = look(panel_id, at, spoken=True)
    check_office(actor, held.panel)
    rule, panel = held.rule, held.panel
    until = held.facts.get(MATERIAL_UNTIL)
    begun = panel.sitting is not None and panel.sitting.starts_at <= at
    leave = Leave.objects.filter(panel=panel).first()
    people = _people(held, leave)
    phases = phases_of(held)
    seats = [seat.name for seat in held.seats() if seat.sits]
    return Hearing(
        case_number=panel.case_number,
        subject=panel.subject,
        firm_name=panel.firm_name,
        starts_at=panel.sitting.starts_at if panel.sitting is not None else None,
        runs=begun and panel.opened_at is None,
        has_people=rule.people is not None,
        has_phases=bool(phases),
        people=people,
        people_clause=rule.people.clause if rule.people else "",
        leave=leave,
        proxy_clause=rule.proxy.clause if rule.proxy else "",
        roll_closed_at=panel.roll_closed_at,
        attended=panel.attended,
        phases=phases,
        course_clause=rule.course.clause if rule.course else "",
        slides=tuple(slides_of(held)),
        frozen_at=until,
        frozen=until is not None and until < at,
        remarks=_remarks(held),
        speakers=tuple(dict.fromkeys([*seats, *(each.person.name for each in people if each.came_at)])),
    )


def _people(held: Held, leave: Leave | None) -> tuple[PersonLine, ...]:
    came = dict(Attendee.objects.filter(panel=held.panel).values_list("name", "came_at"))
    proxy = leave.proxy if leave is not None else None
    return tuple(PersonLine(each, each.name == proxy, came.get(each.name)) for each in people_of(held))


def _remarks(held: Held) -> tuple[RemarkLine, ...]:
    labels = {each.code: each.label for each in held.rule.phases}
    rows = Remark.objects.filter(panel=held.panel).order_by("noted_at", "id")
    return tuple(RemarkLine(row.noted_at, labels.get(row.phase, ""), row.speaker, row.says) for row in rows)
