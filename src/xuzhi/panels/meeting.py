"""When and where a sitting is, as it is typed and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from xuzhi.casework.queries.editions import Overlays
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import format_instant, taipei_day
from xuzhi.panels import events
from xuzhi.panels.models import Sitting
from xuzhi.panels.refusals import FieldInvalid, SittingInvalid
from xuzhi.rulebook.model import Choice

SHORTEST, LONGEST = 5, 720
MATERIAL_UNTIL = "panel.material_until"


@dataclass(frozen=True)
class Meeting:
    """`starts_at` is aware; a place or a link must be there. `note`: what those who come should bring or prepare.
    `material_until`: the last moment for what is handed in beforehand; `phases`: minutes by the phase's code. Both only
    where the programme's panels have them."""

    starts_at: datetime | None
    minutes: int | None
    place: str = ""
    link: str = ""
    note: str = ""
    material_until: datetime | None = None
    phases: Mapping[str, int | None] = field(default_factory=dict)

    @property
    def ends_at(self) -> datetime | None:
        return None if self.starts_at is None else self.starts_at + timedelta(minutes=self.minutes or 0)


@dataclass(frozen=True)
class Wanted:
    """What the programme's panels need to be told of a sitting, besides time and place."""

    material: bool = False
    material_clause: str = ""
    phases: tuple[Choice, ...] = ()
    course_clause: str = ""


def wanted_of(programme: str, at: datetime, *, spoken: bool = False) -> Wanted:
    """By the rules of that day. Raises ProgrammeUnknown."""
    edition = Overlays(programme).edition(programme, taipei_day(at), spoken=spoken)
    material, phases, clauses = False, dict[str, Choice](), {"material": "", "course": ""}
    for case in edition.cases.values():
        if case.panel is None:
            continue
        question = next((each for each in case.questions if each.name == MATERIAL_UNTIL), None)
        if question is not None:
            material, clauses["material"] = True, question.clause
        if case.panel.course is not None:
            phases |= {each.code: each for each in case.panel.phases}
            clauses["course"] = case.panel.course.clause
    return Wanted(material, clauses["material"], tuple(phases.values()), clauses["course"])


def check_meeting(meeting: Meeting, at: datetime, wanted: Wanted, stands: Sitting | None = None) -> None:
    """`stands` is the sitting that is moved: what was over already stays. Raises SittingInvalid with all that is
    wrong."""
    wrong: dict[str, Refusal] = {}
    if meeting.starts_at is None:
        wrong["starts_at"] = FieldInvalid(code="panels.sitting_when_missing")
    elif meeting.starts_at <= at:
        wrong["starts_at"] = FieldInvalid(code="panels.sitting_in_the_past", starts=format_instant(meeting.starts_at))
    if meeting.minutes is None or not SHORTEST <= meeting.minutes <= LONGEST:
        wrong["minutes"] = FieldInvalid(code="panels.sitting_length", least=SHORTEST, most=LONGEST)
    if not meeting.place.strip() and not meeting.link.strip():
        wrong["place"] = FieldInvalid(code="panels.sitting_where_missing")
    if meeting.link.strip() and not _is_address(meeting.link.strip()):
        wrong["link"] = FieldInvalid(code="panels.sitting_link", value=meeting.link.strip()[:80])
    if wanted.material and (refusal := _material(meeting, at, wanted, stands)) is not None:
        wrong["material_until"] = refusal
    for phase in wanted.phases:
        minutes = meeting.phases.get(phase.code)
        if minutes is None or not 1 <= minutes <= LONGEST:
            wrong[f"phase-{phase.code}"] = FieldInvalid(
                code="panels.sitting_phase", label=phase.label, most=LONGEST, clause=wanted.course_clause or None
            )
    together = sum(meeting.phases.get(each.code) or 0 for each in wanted.phases)
    if "minutes" not in wrong and together > (meeting.minutes or 0):
        values = {"together": together, "minutes": meeting.minutes}
        wrong["minutes"] = FieldInvalid(
            code="panels.sitting_phases_long", clause=wanted.course_clause or None, **values
        )
    if wrong:
        raise SittingInvalid(wrong)


def _material(meeting: Meeting, at: datetime, wanted: Wanted, stands: Sitting | None) -> Refusal | None:
    until, clause = meeting.material_until, wanted.material_clause or None
    if until is None:
        return FieldInvalid(code="panels.sitting_material_missing", clause=clause)
    if meeting.starts_at is not None and until > meeting.starts_at:
        return FieldInvalid(code="panels.sitting_material_late", until=format_instant(until), clause=clause)
    if until <= at and (stands is None or stands.material_until != until):
        return FieldInvalid(code="panels.sitting_material_past", until=format_instant(until), clause=clause)
    return None


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def arranged_event(
    sitting_id: object, programme: str, sequence: int, meeting: Meeting, reason: str = "", wanted: Wanted | None = None
) -> events.SittingArranged:
    """The event of a meeting that was checked."""
    starts_at, minutes = meeting.starts_at, meeting.minutes
    if starts_at is None or minutes is None:
        raise ValueError("a meeting is checked before it is arranged")
    known = wanted or Wanted()
    until = meeting.material_until if known.material else None
    return events.SittingArranged(
        sitting_id=str(sitting_id),
        programme=programme,
        sequence=sequence,
        starts_at=starts_at.isoformat(),
        minutes=minutes,
        place=meeting.place.strip(),
        link=meeting.link.strip(),
        note=meeting.note.strip(),
        reason=reason.strip(),
        material_until=until.isoformat() if until else "",
        phases=[{"code": each.code, "minutes": meeting.phases[each.code]} for each in known.phases],
    )
