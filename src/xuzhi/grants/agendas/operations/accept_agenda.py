"""An officer accepts the agenda that was proposed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.grants.agendas import events
from xuzhi.grants.agendas.models import AgendaRow
from xuzhi.grants.agendas.operations.ask_agenda import AT_ONCE
from xuzhi.grants.agendas.operations.carry_out_agenda import carry_out_agenda
from xuzhi.grants.agendas.refusals import AgendaOutdated, AgendaUnknown, NotProposed
from xuzhi.grants.agendas.rest import Rest, check_rest
from xuzhi.grants.agendas.waiting import waiting_cases
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels.locking import check_officer
from xuzhi.panels.meeting import wanted_of


def accept_agenda(agenda_id: UUID, rest: Rest | None = None, *, actor: Actor, at: datetime) -> None:
    """Accept it (G7.2), with what its sittings are to be told besides time and place (G7.3, G7.7); where the cases are
    few, panels, members and sittings stand when this returns, else the jobs carry it out.

    Raises OfficeOnly, AgendaUnknown, NotProposed, AgendaOutdated, SittingInvalid.
    """
    told = rest or Rest()
    check_officer(actor)
    with transaction.atomic():
        lock_stream(events.agenda_stream(agenda_id))
        row = AgendaRow.objects.filter(id=agenda_id).first()
        if row is None:
            raise AgendaUnknown()
        waiting = waiting_cases(row.programme, row.kind, at=at)
        if row.state != "proposed":
            raise NotProposed(state=say(f"grants/agendas.state_{row.state}"), clause=waiting.clause or None)
        here = {str(each.id) for each in waiting.cases}
        gone = [each for each in row.question["case_ids"] if each not in here]
        if gone:
            raise AgendaOutdated(count=len(gone), clause=waiting.clause or None)
        check_rest(told, (row.answer or {})["heard"], wanted_of(row.programme, at), at)
        at_once = row.cases <= AT_ONCE
        accepted = events.AgendaAccepted(str(agenda_id), at_once, told.as_json())
        record(events.agenda_stream(agenda_id), [accepted], actor=actor, at=at)
    if at_once:
        carry_out_agenda(agenda_id, at=at)
