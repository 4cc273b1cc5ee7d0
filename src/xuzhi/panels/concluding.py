"""What comes of the sheets that count, told to the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.engine.scoring import PanelResult, result_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.texts import say
from xuzhi.ledger.operations import record
from xuzhi.panels import events
from xuzhi.panels.locking import Held
from xuzhi.panels.models import Seat
from xuzhi.panels.sheets import sheet_of
from xuzhi.rulebook.panel import RESULT_FACTS


def conclude(held: Held, *, actor: Actor) -> PanelResult:
    """Put together the sheets that count and tell the case, in the caller's transaction, which holds the panel."""
    seats = Seat.objects.filter(panel=held.panel, withdrawn_at=None, sheet__isnull=False).order_by("position")
    result = result_of(held.scoring(), [sheet_of(str(seat.reviewer_id), seat.sheet or {}) for seat in seats])
    facts = result.facts()
    concluded = events.PanelConcluded(
        panel_id=str(held.panel.id), nth=held.panel.concluded + 1, result=result_as_json(result), facts=facts
    )
    record(held.stream, [concluded], actor=Actor.system("panels"), at=held.at)
    held.panel.refresh_from_db()
    tell_case(held, facts, actor=actor)
    return result


def tell_case(held: Held, facts: Mapping[str, Any], *, actor: Actor) -> None:
    """The case learns the facts; of a case that has ended nothing changes any more."""
    if held.case.ended_at is None:
        give_facts(held.panel.case_id, facts, source=source_of(held), actor=Actor.system("panels"), at=held.at)


def forget_facts(held: Held, *, actor: Actor) -> None:
    """What an earlier panel had told holds no more."""
    tell_case(held, dict.fromkeys((*RESULT_FACTS, "panel.attended")), actor=actor)


def source_of(held: Held) -> str:
    """What people call the panel."""
    return held.rule.label or say("panels.panel")


def result_as_json(result: PanelResult) -> dict[str, Any]:
    """JSON-safe, with decimals as text of two places."""
    return {
        "members": result.members,
        "quorate": result.quorate,
        "passed": result.passed,
        "total": None if result.total is None else str(result.total),
        "bonus": None if result.bonus is None else str(result.bonus),
        "short": list(result.short),
        "criteria": [
            {
                "name": each.name,
                "mean": str(each.mean),
                "share": str(each.share),
                "least": as_json_value(each.least),
                "most": as_json_value(each.most),
                "spread": as_json_value(each.spread),
                "short": each.short,
            }
            for each in result.criteria
        ],
        "totals": {member: str(value) for member, value in result.totals.items()},
        "apart": {member: str(value) for member, value in result.apart.items()},
        "outliers": list(result.outliers),
    }
