"""Events to the rows of agendas."""

from __future__ import annotations

from typing import cast

from xuzhi.grants.agendas import events
from xuzhi.grants.agendas.models import AgendaRow
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector


def _asked(stored: StoredEvent) -> None:
    event = cast(events.AgendaAsked, stored.event)
    AgendaRow.objects.create(
        id=event.agenda_id,
        position=stored.position,
        programme=event.programme,
        kind=event.kind,
        state="waiting",
        cases=event.cases,
        question=event.question,
        asked_by=stored.actor.name,
        asked_at=stored.occurred_at,
    )


def _answered(stored: StoredEvent) -> None:
    event = cast(events.AgendaAnswered, stored.event)
    state = "impossible" if event.answer is None else "proposed"
    answer = {"problems": event.problems} if event.answer is None else event.answer
    AgendaRow.objects.filter(id=event.agenda_id).update(state=state, answer=answer, answered_at=stored.occurred_at)


def _accepted(stored: StoredEvent) -> None:
    event = cast(events.AgendaAccepted, stored.event)
    accepted = {
        "state": "accepted",
        "accepted_by": stored.actor.as_json(),
        "accepted_at": stored.occurred_at,
        "rest": event.rest,
    }
    AgendaRow.objects.filter(id=event.agenda_id).update(**accepted)


def _carried_out(stored: StoredEvent) -> None:
    event = cast(events.AgendaCarriedOut, stored.event)
    state = "failed" if event.problem else "carried_out"
    done = {"state": state, "problem": event.problem, "carried_out_at": stored.occurred_at}
    AgendaRow.objects.filter(id=event.agenda_id).update(**done)


AGENDAS = Projector(
    name="agendas",
    models=(AgendaRow,),
    handles={
        events.AgendaAsked: _asked,
        events.AgendaAnswered: _answered,
        events.AgendaAccepted: _accepted,
        events.AgendaCarriedOut: _carried_out,
    },
)
