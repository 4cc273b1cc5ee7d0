"""這將會：everything that a step would cause, told before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.causing import Reach, what_is_about
from xuzhi.casework.models import Case
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.rows import stage_label
from xuzhi.casework.queries.step_views import will_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.rulebook.model import CaseKind, Step

VANISHING = frozenset({"delist", "suspend"})


@dataclass(frozen=True)
class MovedCase:
    """Another case that the step would move, with the letter that would go out there."""

    case_id: UUID
    number: str
    kind_title: str
    subject: str
    step_label: str
    from_label: str
    to_label: str
    letter: str


@dataclass(frozen=True)
class Consequences:
    """`lines` are about the case itself: letter, clocks with their exact end, effects, bar with its days, next stage.
    `vanishing` are the cases whose listing would leave the catalogue; other rooms add what hangs on those."""

    lines: tuple[str, ...]
    moved: tuple[MovedCase, ...]
    opened: tuple[str, ...]
    vanishing: tuple[UUID, ...]


def consequences(case_id: UUID | str, step: str, *, actor: Actor, at: datetime) -> Consequences:
    """What the step would cause if it were taken at `at`; nothing is locked and nothing happens.

    An empty answer for a step that the kind does not have. Raises CaseUnknown, NotYours.
    """
    reading = Reading(case_id, actor=actor, at=at)
    rule = next((each for each in reading.kind.steps if each.name == step), None)
    if rule is None:
        return Consequences((), (), (), ())
    reach = Reach(at)
    following = list(reach.following(reading.case, rule))
    steps = [(reading.case, rule), *following]
    return Consequences(
        lines=will_of(reading, rule),
        moved=tuple(_moved(reading, reach, case, caused) for case, caused in following),
        opened=tuple(_opened(reading, steps)),
        vanishing=tuple(case.id for case, caused in steps if VANISHING & set(caused.effects)),
    )


def _moved(reading: Reading, reach: Reach, case: Case, step: Step) -> MovedCase:
    kind = _spoken(reading, case) or reach.kind(case)
    label = next((each.label for each in kind.steps if each.name == step.name), step.label)
    notice = kind.notice(step.notice) if step.notice else None
    return MovedCase(
        case_id=case.id,
        number=case.number,
        kind_title=kind.title,
        subject=case.subject,
        step_label=label,
        from_label=stage_label(kind, case.stage),
        to_label=stage_label(kind, step.to),
        letter=notice.title if notice is not None else "",
    )


def _spoken(reading: Reading, case: Case) -> CaseKind | None:
    return reading.overlays.edition(case.programme, reading.today, spoken=True).cases.get(case.kind)


def _opened(reading: Reading, steps: Iterable[tuple[Case, Step]]) -> Iterable[str]:
    """The cases that would be opened, or why none is."""
    rules = reading.overlays.edition(reading.case.programme, reading.today, spoken=True)
    for case, step in steps:
        for name in step.opens:
            kind = rules.cases[name]
            about = what_is_about(case, kind)
            if about is None:
                continue
            under_way = Case.objects.filter(kind=name, about=str(about.id), ended_at=None)
            there = kind.one_at_a_time and under_way.exists()
            yield say("casework.will_open_none" if there else "casework.will_open", kind=kind.title)
