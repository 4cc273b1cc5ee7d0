"""The meeting settles an award."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.holding import hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.casework.queries.editions import Overlays
from xuzhi.grants.award_refusals import AwardInvalid, NoAwardHere
from xuzhi.grants.awarding import ADVICE, CATEGORY, KPIS, OWN, SUBSIDY, TOTAL, Award, problems_of, room_of
from xuzhi.grants.awards import awards_stream, taken_twd
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import lock_stream
from xuzhi.panels.locking import check_officer
from xuzhi.panels.models import Panel


def settle_award(case_id: UUID, award: Award, *, actor: Actor, at: datetime) -> None:
    """Keep what the meeting settled as facts of the case: amounts, KPIs, comments (G7.2). It can be settled anew until
    the case is decided. Of one round and category never more is awarded than the office has set.

    Raises OfficeOnly, Recused, CaseUnknown, NoAwardHere, AwardInvalid (all that is wrong, by field).
    """
    with transaction.atomic(), use_language("zh-Hant"):
        held = hold(case_id, at)
        panel = Panel.objects.filter(case_id=case_id).order_by("-formed_at").first()
        check_officer(actor, panel)
        asked = {question.name for question in held.kind.questions}
        open_ = panel is not None and panel.opened_at is not None and panel.quorate
        if SUBSIDY not in asked or held.case.ended_at is not None or not open_:
            raise NoAwardHere(stage=held.stage.label, clause="G7.2")
        facts = open_file(held).facts
        category = str(facts.get(CATEGORY) or "")
        # Who shares the money waits here: its sum must not change until this award stands.
        lock_stream(awards_stream(held.case.programme, held.case.round, category))
        taken = taken_twd(
            programme=held.case.programme, kind=held.case.kind, round_name=held.case.round, category=category,
            besides=case_id,
        )  # fmt: skip
        today = (held.overlays or Overlays()).edition(held.case.programme, held.today)
        wrong = problems_of(award, room_of(held.edition, today, facts, taken))
        if wrong:
            raise AwardInvalid(wrong)
        give_facts(case_id, _facts(award), source=say("grants.award_source"), actor=actor, at=at)


def _facts(award: Award) -> Mapping[str, Any]:
    """JSON-safe, by the names of the questions."""
    advice = [{"number": nth, "comment": comment} for nth, comment in enumerate(award.advice, 1)]
    kpis = [{name: value for name, value in kpi.items() if value} for kpi in award.kpis]
    return {
        TOTAL: award.total_twd,
        SUBSIDY: award.subsidy_twd,
        OWN: award.own_twd,
        KPIS: kpis or None,
        ADVICE: advice or None,
    }
