"""The tasks that work agendas out and carry them out, where there are many cases."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from xuzhi.grants.agendas.operations.answer_agenda import answer_agenda
from xuzhi.grants.agendas.operations.carry_out_agenda import carry_out_agenda


@app.task(name="work_out_agenda", lock="agenda")
def work_out_agenda(agenda_id: str) -> bool:
    """Ask the solver; half a minute of both cores, so one at a time."""
    return answer_agenda(agenda_id, at=timezone.now())


@app.task(name="carry_out_agenda", lock="agenda")
def carry_out(agenda_id: str) -> bool:
    """Form the panels of an agenda that was accepted."""
    return carry_out_agenda(agenda_id, at=timezone.now())
