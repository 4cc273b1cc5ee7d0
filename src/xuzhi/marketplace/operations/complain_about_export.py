"""An export that is late or failed becomes a complaint, in one act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.queries.case_row import case_row
from xuzhi.casework.queries.last_step import last_step
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_instant, taipei_day
from xuzhi.kernel.texts import say, use_language
from xuzhi.marketplace.dealing import check_buyer, held_subscription, kind_for, rules_for
from xuzhi.marketplace.refusals import NoFaultYet

LATE, FAILED = "late", "failed"
TOPIC = "data"
LONGEST_SAID = 3000
"""Of what was said of the export; the whole stands in its own case."""


def complain_about_export(export_id: UUID | str, *, actor: Actor, at: datetime) -> UUID:
    """File the complaint with what is on record: when it was asked for, how it stands and what was said of it. Doing it
    again gives the same complaint. Raises CaseUnknown, NotYours, NoFaultYet, SubscriptionUnknown, StepNotAllowed."""
    with transaction.atomic():
        export = case_row(export_id, actor=actor, at=at)
        found = held_subscription(export.about, actor)
        check_buyer(found, actor)
        export = case_row(export_id, actor=actor, at=at)
        if export.stage != LATE and export.outcome != FAILED:
            raise NoFaultYet(number=export.number)
        kind = kind_for(rules_for(found.programme, taipei_day(at)), "complaint", found.kind)
        key = f"export {export.id}"
        complaint = open_case(found.programme, kind.name, actor=actor, at=at, about=found.id, key=key)
        if case_row(complaint, actor=actor, at=at).submitted_at is None:
            save_answers(complaint, _on_record(export), seen={}, actor=actor, at=at)
            submit_case(complaint, actor=actor, at=at, key=key)
    return complaint


def _on_record(export: CaseRow) -> dict[str, str]:
    with use_language("zh-Hant"):
        last = last_step(export.id)
        asked = format_instant(export.submitted_at) if export.submitted_at else ""
        since = format_instant(last.taken_at) if last else asked
        told = [
            say(
                "marketplace.export_complaint",
                number=export.number,
                asked=asked,
                since=since,
                stage=export.stage_label,
            )
        ]
        if last is not None and last.reason:
            told.append(say("marketplace.export_said", who=last.actor_name, reason=last.reason[:LONGEST_SAID]))
        return {
            "complaint.topic": TOPIC,
            "complaint.what": "\n".join(told),
            "complaint.wanted": say("marketplace.export_wanted"),
            "complaint.export": export.number,
        }
