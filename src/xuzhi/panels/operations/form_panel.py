"""A case gets its panel."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.queries.reading import Reading
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels import events
from xuzhi.panels.concluding import forget_facts
from xuzhi.panels.knowing import parties_of
from xuzhi.panels.locking import check_officer, hold
from xuzhi.panels.models import Panel
from xuzhi.panels.refusals import NoPanelHere

LANGUAGE = "zh-Hant"


def form_panel(case_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """Form the panel of a case that stands where its rules want one; gives its id, also when it was formed before.

    After a panel that could not decide (its members fell below the least after the scores were opened) another one is
    formed. Raises OfficeOnly, CaseUnknown, NoPanelHere.
    """
    check_officer(actor)
    with transaction.atomic(), use_language(LANGUAGE):
        # One at a time for a case; a stream of its own, so that it is taken before the case's.
        lock_stream(f"panels-of-{case_id}")
        reading = Reading(case_id, actor=Actor.system("panels"), at=at)
        rule = reading.kind.panel
        if rule is None or reading.case.stage not in rule.stages:
            stage = reading.kind.stage(reading.case.stage).label
            raise NoPanelHere(stage=stage, clause=rule.clause if rule and rule.clause else None)
        last = Panel.objects.filter(case_id=case_id, stage__in=rule.stages).order_by("-nth").first()
        if last is not None and (last.opened_at is None or last.quorate):
            return UUID(str(last.id))
        formed = _formed(reading, 1 + (last.nth if last else 0))
        record(events.panel_stream(formed.panel_id), [formed], actor=actor, at=at)
        if last is not None:
            forget_facts(hold(formed.panel_id, at), actor=actor)
    return UUID(formed.panel_id)


def _formed(reading: Reading, nth: int) -> events.PanelFormed:
    case = reading.case
    facts = reading.file.facts
    day = taipei_day(reading.at)
    parties = parties_of(reading.edition, reading.kind, facts, firm_ubn=case.firm_ubn, firm_name=case.firm_name, on=day)
    return events.PanelFormed(
        panel_id=str(uuid.uuid4()),
        case_id=str(case.id),
        case_number=case.number,
        programme=case.programme,
        kind=case.kind,
        stage=case.stage,
        nth=nth,
        subject=case.subject,
        firm_ubn=case.firm_ubn,
        firm_name=case.firm_name,
        parties=[party.as_json() for party in parties],
    )
