"""The minutes as they were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.notices.letters import read_letter
from xuzhi.panels.locking import check_office, cleared_seat, look
from xuzhi.panels.models import Minutes
from xuzhi.panels.refusals import PanelUnknown


@dataclass(frozen=True)
class MinutesFile:
    name: str
    pdf: bytes


def minutes_pdf(panel_id: UUID, nth: int, *, actor: Actor, at: datetime) -> MinutesFile:
    """The nth minutes of the panel, for the office and for its members. Raises PanelUnknown (also where there are
    none), OfficeOnly, MembersOnly, Recused, PledgeMissing, DeclarationMissing."""
    held = look(panel_id, at)
    if actor.role == "reviewer":
        cleared_seat(held.panel, actor)
    else:
        check_office(actor, held.panel)
    row = Minutes.objects.filter(panel=held.panel, nth=nth).order_by("-position").first()
    pdf = read_letter(row.sha256) if row is not None else None
    if pdf is None:
        raise PanelUnknown()
    return MinutesFile(say("panels.minutes_name", number=held.panel.case_number), pdf)
