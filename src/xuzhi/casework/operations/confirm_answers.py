"""Somebody of the firm says that what was filled in for it holds: from an earlier case, or by a register."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.carrying import fill_waits, waits_for_confirmation
from xuzhi.casework.editing import check_editable, held_openness
from xuzhi.casework.holding import check_party, hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import Answer
from xuzhi.engine.form import form_of
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def confirm_answers(case_id: UUID, section: str, *, actor: Actor, at: datetime) -> tuple[str, ...]:
    """Confirm every answer of the section that was carried over and stands unchanged, and what registers filled in;
    gives the questions.

    Nothing to confirm is no refusal. Raises CaseUnknown, NotYours, ApplicantOnly, CaseEnded, NotEditable.
    """
    with transaction.atomic():
        held = hold(case_id, at)
        check_party(actor, held.case)
        check_editable(held, held_openness(held))
        file = open_file(held)
        form = form_of(held.edition, held.kind.name, file.facts, held.judged_on)
        asked = [each for page in form if page.section.name == section for each in page.questions]
        here = {each.question.name for each in asked}
        answers = Answer.objects.filter(case=held.case, question__in=here).order_by("position")
        waiting = tuple(each.question for each in answers if waits_for_confirmation(each))
        filled = {
            each.question.name: file.folded.facts[each.question.name]
            for each in asked
            if each.asked and fill_waits(each.question, file.folded, held.case)
        }
        if waiting or filled:
            confirmed = events.AnswersConfirmed(str(held.case.id), section, list(waiting), filled)
            record(held.stream, [confirmed], actor=actor, at=at)
    return (*waiting, *filled)
