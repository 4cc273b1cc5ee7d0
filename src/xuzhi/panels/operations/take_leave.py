"""Whoever leads cannot come: somebody of the plan stands in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import check_party
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import format_instant, format_roc, taipei_day
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import record
from xuzhi.notices.letters import render_letter, store_letter
from xuzhi.panels import events
from xuzhi.panels.inviting import details
from xuzhi.panels.locking import Held
from xuzhi.panels.models import Sitting
from xuzhi.panels.operations.withdraw_leave import check_leave_open, held_of_case
from xuzhi.panels.people import Person, people_of
from xuzhi.panels.refusals import FieldInvalid, LeaveInvalid


def take_leave(case_id: UUID, proxy: str, reason: str, *, actor: Actor, at: datetime) -> str:
    """Name who stands in, of the plan and with a managing post, before the meeting starts (G7.6). The paper is made
    and kept; gives its hash. Once more takes the place of what was said before.

    Raises CaseUnknown, NotYours, ApplicantOnly, NoLeaveHere, LeaveClosed, LeaveInvalid (all that is wrong, by field).
    """
    with transaction.atomic(), use_language("zh-Hant"):
        held = held_of_case(case_id, at)
        check_party(actor, held.case)
        sitting = check_leave_open(held)
        people, wrong = people_of(held), {}
        chosen = next((each for each in people if each.name == proxy.strip()), None)
        if (refusal := _unfit(held, chosen, proxy.strip())) is not None:
            wrong["proxy"] = refusal
        if not reason.strip():
            wrong["reason"] = FieldInvalid(code="panels.leave_reason_missing")
        if wrong or chosen is None:
            raise LeaveInvalid(wrong)
        leader = say("kernel.list_separator").join(each.name for each in people if each.leads)
        pdf = _paper(held, sitting, chosen, leader, reason.strip(), actor)
        taken = events.LeaveTaken(
            panel_id=str(held.panel.id),
            leader=leader[:100],
            proxy=chosen.name,
            job_title=chosen.job_title,
            reason=reason.strip(),
            sha256=store_letter(pdf),
            size=len(pdf),
        )
        record(held.stream, [taken], actor=actor, at=at)
    return taken.sha256


def _unfit(held: Held, chosen: Person | None, name: str) -> Refusal | None:
    """Why this person cannot stand in."""
    clause = (held.rule.proxy.clause if held.rule.proxy else "") or None
    if not name:
        return FieldInvalid(code="panels.proxy_missing", clause=clause)
    if chosen is None:
        return FieldInvalid(code="panels.proxy_not_in_plan", name=name[:60], clause=clause)
    if chosen.leads:
        return FieldInvalid(code="panels.proxy_leads", name=chosen.name, clause=clause)
    if not chosen.manages:
        title = chosen.job_title or chosen.role_label
        return FieldInvalid(code="panels.proxy_does_not_manage", name=chosen.name, title=title, clause=clause)
    return None


def _paper(held: Held, sitting: Sitting, chosen: Person, leader: str, reason: str, actor: Actor) -> bytes:
    programme, form = held.edition.programme, held.rule.proxy
    template = programme.folder / "papers" / (form.form if form is not None else "")
    data = {
        "programme": programme.title,
        "executing_unit": programme.executing_unit,
        "case": {"number": held.panel.case_number, "subject": held.panel.subject, "title": held.kind.title},
        "firm": {"name": held.panel.firm_name, "ubn": held.panel.firm_ubn},
        "details": details(held, sitting, for_member=True),
        "leader": leader,
        "proxy": {"name": chosen.name, "job_title": chosen.job_title, "role": chosen.role_label},
        "reason": reason,
        "written_by": actor.name,
        "written_at": format_instant(held.at),
        "date_roc": format_roc(taipei_day(held.at)),
    }
    return render_letter(template, data, at=held.at)
