"""A question for an agenda is answered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.grants.agendas import events
from xuzhi.grants.agendas.models import AgendaRow
from xuzhi.grants.agendas.question import AgendaQuestion
from xuzhi.grants.agendas.working_out import work_out
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record

SECONDS = 25.0


def answer_agenda(agenda_id: UUID | str, *, at: datetime, seconds: float = SECONDS) -> bool:
    """Work the agenda out and keep it, or why there is none; gives whether it was this call that did."""
    row = AgendaRow.objects.filter(id=agenda_id, state="waiting").first()
    if row is None:
        return False
    found = work_out(AgendaQuestion.from_json(row.question), at=at, seconds=seconds)
    with transaction.atomic():
        lock_stream(events.agenda_stream(row.id))
        if not AgendaRow.objects.filter(id=agenda_id, state="waiting").exists():
            return False
        answered = events.AgendaAnswered(str(row.id), found.answer, found.problems_json)
        record(events.agenda_stream(row.id), [answered], actor=Actor.system("agenda"), at=at)
    return True
