"""A firm that has lost its access code, or let it expire, gets another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.effects import issue_code
from xuzhi.casework.folding import APPROVED
from xuzhi.casework.holding import OFFICE, check_party, hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.moving import LETTER_LANGUAGE, link_to, send
from xuzhi.casework.refusals import NoCodeToIssue
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import use_language


def reissue_code(case_id: UUID, *, actor: Actor, at: datetime) -> str:
    """Send a new code to the case's contact address, by the notice of the step that issued the first; gives its id.

    The old code stops being valid. Open to the office and to the firm itself, on a case that was approved with a code.
    Raises CaseUnknown, NotYours, NoCodeToIssue.
    """
    with transaction.atomic(), use_language(LETTER_LANGUAGE):
        held = hold(case_id, at)
        if actor.role not in OFFICE:
            check_party(actor, held.case)
        steps = [each for each in held.kind.steps if "issue_code" in each.effects and each.notice]
        if held.case.outcome not in APPROVED or not steps:
            raise NoCodeToIssue(number=held.case.number)
        step, file = steps[0], open_file(held)
        secret = issue_code(held, file, actor)
        data = {"paragraphs": [], "items": [], "link": link_to(held), "step": step.label, "stage": held.stage.label}
        return send(held, held.kind.notice(step.notice), file, data, actor=actor, secret=secret)
