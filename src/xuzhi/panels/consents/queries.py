"""What pages may ask: what a member is asked, and how far the office has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.case_row import case_row
from xuzhi.kernel.actor import Actor
from xuzhi.panels.consents.asking import asks
from xuzhi.panels.consents.models import Consent, ConsentRound
from xuzhi.panels.locking import check_office


@dataclass(frozen=True)
class MemberLine:
    """A member who was asked; `agrees` and `reason` only once all were opened."""

    name: str
    sealed_at: datetime | None
    agrees: bool | None
    reason: str


@dataclass(frozen=True)
class ConsentView:
    """What the members are asked, and for the office how far they have come."""

    case_id: UUID
    case_number: str
    subject: str
    firm_name: str
    reason: str
    compared: tuple[dict[str, Any], ...]
    asked_at: datetime
    opened_at: datetime | None
    open: bool  # answers are taken now
    members: tuple[MemberLine, ...] = ()
    mine: MemberLine | None = None

    @property
    def waiting(self) -> int:
        return sum(1 for each in self.members if each.sealed_at is None)

    @property
    def agreed(self) -> int:
        return sum(1 for each in self.members if each.agrees)


def consent_asked(case_id: UUID, *, actor: Actor, at: datetime) -> ConsentView | None:
    """What the member is asked, of the last time that the case asked this member; None for others. Four queries."""
    if actor.role != "reviewer":
        return None
    mine = Consent.objects.filter(round__case_id=case_id, reviewer_id=actor.id).select_related("round")
    row = mine.order_by("-round__nth").first()
    if row is None:
        return None
    now = asks(case_id, at)
    return _view(row.round, now == row.round, mine=_line(row))


def consents_of(actor: Actor, at: datetime) -> tuple[ConsentView, ...]:
    """Everything that a member was asked, what still waits first."""
    rows = Consent.objects.filter(reviewer_id=actor.id).select_related("round").order_by("-round__asked_at")
    views = []
    for row in rows:
        waits = row.sealed_at is None and row.round.opened_at is None
        views.append(_view(row.round, waits and asks(row.round.case_id, at) == row.round, mine=_line(row)))
    return tuple(sorted(views, key=lambda each: not each.open))


def consents_in(case_id: UUID, *, actor: Actor, at: datetime) -> ConsentView | None:
    """How far the last asking of the case has come, for the office; what each said once it was opened. Raises
    OfficeOnly."""
    check_office(actor)
    asked = ConsentRound.objects.filter(case_id=case_id).order_by("-nth").first()
    if asked is None:
        return None
    members = tuple(_line(each) for each in Consent.objects.filter(round=asked).order_by("order"))
    row = case_row(case_id, actor=actor, at=at)
    taking = asked.opened_at is None and row.turn == "reviewer" and row.ended_at is None
    return _view(asked, taking, members=members)


def _line(row: Consent) -> MemberLine:
    return MemberLine(row.name, row.sealed_at, row.agrees, row.reason)


def _view(asked: ConsentRound, taking: bool, **more: Any) -> ConsentView:
    return ConsentView(
        case_id=asked.case_id,
        case_number=asked.case_number,
        subject=asked.subject,
        firm_name=asked.firm_name,
        reason=asked.reason,
        compared=tuple(asked.compared),
        asked_at=asked.asked_at,
        opened_at=asked.opened_at,
        open=taking,
        **more,
    )
