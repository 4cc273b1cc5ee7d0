"""The firms and members of an agenda are invited."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.grants.agendas.models import AgendaRow
from xuzhi.grants.agendas.operations.ask_agenda import AT_ONCE
from xuzhi.grants.agendas.queries import uninvited
from xuzhi.grants.agendas.refusals import AgendaUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.panels.locking import check_officer
from xuzhi.panels.operations.send_invitations import send_invitations


def invite_agenda(agenda_id: UUID, *, actor: Actor, at: datetime) -> tuple[int, dict[str, Refusal]]:
    """Send the letters of the next cases of which the firm has none yet, so many at a time as an agenda is worked out
    at once; gives how many letters went out and, by case number, what stood in the way of one. Raises OfficeOnly,
    AgendaUnknown.
    """
    check_officer(actor)
    row = AgendaRow.objects.filter(id=agenda_id).first()
    if row is None:
        raise AgendaUnknown()
    count, problems = 0, dict[str, Refusal]()
    for panel in uninvited(row)[:AT_ONCE]:
        try:
            count += send_invitations(panel.id, actor=actor, at=at)
        except Refusal as refusal:
            problems[panel.case_number] = refusal
    return count, problems
