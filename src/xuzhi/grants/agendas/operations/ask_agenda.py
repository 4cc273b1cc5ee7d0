"""Somebody of the office asks for an agenda."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.grants.agendas import events
from xuzhi.grants.agendas.operations.answer_agenda import answer_agenda
from xuzhi.grants.agendas.question import AgendaQuestion, check_question
from xuzhi.grants.agendas.refusals import AgendaInvalid, FieldWrong
from xuzhi.grants.agendas.waiting import waiting_cases
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels.locking import check_officer

# So many cases are worked out within two seconds; more than that is work for the jobs.
AT_ONCE = 25
SECONDS_AT_ONCE = 2.0


def ask_agenda(question: AgendaQuestion, *, actor: Actor, at: datetime) -> UUID:
    """Keep the question (G7.2) and, where the cases are few, answer it there and then; gives its id.

    Raises OfficeOnly, ProgrammeUnknown, KindUnknown, AgendaInvalid.
    """
    check_officer(actor)
    waiting = waiting_cases(question.programme, question.kind, at=at)
    check_question(question, at, waiting.least_members, waiting.clause)
    here = {str(each.id) for each in waiting.cases}
    gone = len(set(question.case_ids) - here)
    if gone:
        moved = FieldWrong(code="grants/agendas.cases_moved", count=gone, clause=waiting.clause or None)
        raise AgendaInvalid({"cases": moved})
    agenda_id = str(uuid.uuid4())
    asked = events.AgendaAsked(
        agenda_id=agenda_id,
        programme=question.programme,
        kind=question.kind,
        cases=len(question.case_ids),
        question=question.as_json(),
        at_once=len(question.case_ids) <= AT_ONCE,
    )
    with transaction.atomic():
        record(events.agenda_stream(agenda_id), [asked], actor=actor, at=at)
    if asked.at_once:
        answer_agenda(agenda_id, at=at, seconds=SECONDS_AT_ONCE)
    return UUID(agenda_id)
