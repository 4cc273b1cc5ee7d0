"""What the office's pages ask about agendas, each a constant number of statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from xuzhi.casework.models import Case
from xuzhi.grants.agendas.models import AgendaRow
from xuzhi.grants.agendas.question import AgendaQuestion
from xuzhi.grants.agendas.refusals import AgendaUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import remedy_of, say
from xuzhi.panels.inviting import FIRM
from xuzhi.panels.locking import check_office
from xuzhi.panels.models import Invitation, Panel, Reviewer


@dataclass(frozen=True)
class HeardLine:
    """One case of an agenda."""

    nth: int
    case_id: str
    number: str
    subject: str
    firm_name: str
    starts_at: datetime
    ends_at: datetime
    members: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A room between two breaks, with what is heard there in order."""

    room: str
    starts_at: datetime
    ends_at: datetime
    lines: tuple[HeardLine, ...]


@dataclass(frozen=True)
class Problem:
    """Why there is no agenda, and what can be done."""

    says: str
    remedy: str


@dataclass(frozen=True)
class AgendaView:
    """An agenda with its question. `loads` are (reviewer, cases), those with most first."""

    id: UUID
    programme: str
    kind: str
    state: str
    cases: int
    question: AgendaQuestion
    asked_by: str
    asked_at: datetime
    accepted_by: str
    accepted_at: datetime | None
    problem: str
    problems: tuple[Problem, ...]
    blocks: tuple[Block, ...]
    loads: tuple[tuple[str, int], ...]
    opened: int
    bound: int
    spread: int
    spread_bound: int
    together: bool
    to_invite: int = 0

    @property
    def waits(self) -> bool:
        return self.state in ("waiting", "accepted")

    @property
    def days(self) -> int:
        return len({block.starts_at.date() for block in self.blocks})


def agenda_view(agenda_id: UUID, *, actor: Actor) -> AgendaView:
    """Four queries at most. Raises OfficeOnly, AgendaUnknown."""
    check_office(actor)
    row = AgendaRow.objects.filter(id=agenda_id).first()
    if row is None:
        raise AgendaUnknown()
    heard = (row.answer or {}).get("heard", ())
    question = AgendaQuestion.from_json(row.question)
    names = {str(each.id): each.name for each in Reviewer.objects.only("id", "name")} if heard else {}
    cases = {str(each.id): each for each in Case.objects.filter(id__in=[each["case_id"] for each in heard])}
    loads = Counter(member for each in heard for member in each["members"])
    answer = row.answer or {}
    return AgendaView(
        id=row.id,
        programme=row.programme,
        kind=row.kind,
        state=row.state,
        cases=row.cases,
        question=question,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        accepted_by=row.accepted_by["name"] if row.accepted_by else "",
        accepted_at=row.accepted_at,
        problem=row.problem,
        problems=tuple(_problem(each) for each in answer.get("problems", ())),
        blocks=_blocks(heard, question, cases, names),
        loads=tuple((names.get(member, member), count) for member, count in loads.most_common()),
        opened=answer.get("opened", 0),
        bound=answer.get("bound", 0),
        spread=answer.get("spread", 0),
        spread_bound=answer.get("spread_bound", 0),
        together=answer.get("together", True),
        to_invite=len(uninvited(row)) if row.state == "carried_out" else 0,
    )


def uninvited(row: AgendaRow) -> list[Panel]:
    """The panels of its cases of which the firm has no letter yet, the first to be heard first."""
    heard = [each["case_id"] for each in (row.answer or {}).get("heard", ())]
    told = Invitation.objects.filter(panel=OuterRef("pk"), to=FIRM)
    panels = Panel.objects.filter(case_id__in=heard, opened_at=None, sitting__isnull=False).exclude(Exists(told))
    return list(panels.order_by("sitting__starts_at", "id"))


def agendas_asked(programme: str, kind: str, *, actor: Actor, most: int = 10) -> tuple[AgendaRow, ...]:
    """What was asked for last, the newest first. One query. Raises OfficeOnly."""
    check_office(actor)
    rows = AgendaRow.objects.filter(programme=programme, kind=kind).defer("question", "answer")
    return tuple(rows.order_by("-position")[:most])


def _problem(record: Mapping[str, Any]) -> Problem:
    key = f"grants/maths.{record['code']}"
    return Problem(say(key, **record["values"]), remedy_of(key, **record["values"]) or "")


def _blocks(
    heard: Any, question: AgendaQuestion, cases: Mapping[str, Case], names: Mapping[str, str]
) -> tuple[Block, ...]:
    """By room and span, the earliest first."""
    grouped: dict[tuple[int, str], list[HeardLine]] = {}
    for each in heard:
        lines = grouped.setdefault((each["span"], each["room"]), [])
        case = cases.get(each["case_id"])
        lines.append(
            HeardLine(
                nth=len(lines) + 1,
                case_id=each["case_id"],
                number=case.number if case else "",
                subject=case.subject if case else "",
                firm_name=case.firm_name if case else "",
                starts_at=_at(each["starts_at"]),
                ends_at=_at(each["ends_at"]),
                members=tuple(names.get(member, member) for member in each["members"]),
            )
        )
    rooms = {room: place for place, room in enumerate(question.rooms)}
    order = sorted(grouped, key=lambda key: (key[0], rooms.get(key[1], 0)))
    return tuple(Block(room, *question.spans[span], tuple(grouped[span, room])) for span, room in order)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(TAIPEI)
