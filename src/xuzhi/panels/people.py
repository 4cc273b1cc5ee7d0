"""Who may attend for the firm: those whom the plan names."""

from __future__ import annotations

from dataclasses import dataclass

from xuzhi.panels.locking import Held
from xuzhi.panels.models import Attendee, Leave
from xuzhi.rulebook.panel import LEADER


@dataclass(frozen=True)
class Person:
    """Somebody of the plan. `leads`: has to come, or somebody who `manages` stands in."""

    name: str
    role: str
    role_label: str
    job_title: str
    leads: bool
    manages: bool


def people_of(held: Held) -> tuple[Person, ...]:
    """In the order of the plan; none where the rules name no such list."""
    if held.rule.people is None:
        return ()
    question = held.kind.question(held.rule.people.records)
    roles = question.field_named("role")
    found = []
    for row in held.facts.get(question.name) or ():
        role = str(row.get("role") or "")
        choice = roles.choice(role) if roles is not None else None
        label = choice.label if choice is not None else role
        found.append(
            Person(
                name=str(row.get("name") or "").strip(),
                role=role,
                role_label=label,
                job_title=str(row.get("job_title") or ""),
                leads=role == LEADER,
                manages=row.get("manages") is True,
            )
        )
    return tuple(found)


def leave_of(held: Held) -> Leave | None:
    return Leave.objects.filter(panel=held.panel).first()


def is_led(held: Held) -> bool:
    """Whether whoever leads is there, or the one who stands in by a leave that was taken in time."""
    came = {each.name for each in Attendee.objects.filter(panel=held.panel)}
    leave = leave_of(held)
    return any(each.leads and each.name in came for each in people_of(held)) or (
        leave is not None and leave.proxy in came
    )
