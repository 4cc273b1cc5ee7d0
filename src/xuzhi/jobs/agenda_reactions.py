"""What the jobs do when an agenda is asked for or accepted: they call for the work."""

from __future__ import annotations

from typing import cast

from xuzhi.grants.agendas.events import AgendaAccepted, AgendaAsked
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler


def work_out_soon(stored: StoredEvent) -> None:
    """An agenda of many cases is to be worked out."""
    from xuzhi.jobs.agenda_tasks import work_out_agenda

    event = cast(AgendaAsked, stored.event)
    if not event.at_once:
        work_out_agenda.defer(agenda_id=event.agenda_id)


def carry_out_soon(stored: StoredEvent) -> None:
    """An agenda of many cases is to be carried out."""
    from xuzhi.jobs.agenda_tasks import carry_out

    event = cast(AgendaAccepted, stored.event)
    if not event.at_once:
        carry_out.defer(agenda_id=event.agenda_id)


REACTORS: dict[type[Event], list[Handler]] = {AgendaAsked: [work_out_soon], AgendaAccepted: [carry_out_soon]}
