"""What is worked out of a case's answers as they stand: its largest subsidy, its budget as a table, its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.queries.reading import Reading
from xuzhi.grants.budgeting import BudgetTable, Subsidy, budget_table, subsidy_of
from xuzhi.grants.timing import Timeline, timeline_of
from xuzhi.kernel.actor import Actor


@dataclass(frozen=True)
class WorkedOut:
    subsidy: Subsidy | None
    budget: BudgetTable | None
    timeline: Timeline | None


def worked_out(case_id: UUID, shows: tuple[str, ...], *, actor: Actor, at: datetime) -> WorkedOut:
    """Only what `shows` names. Raises CaseUnknown, NotYours."""
    reading = Reading(case_id, actor=actor, at=at)
    facts = reading.file.folded.facts
    return WorkedOut(
        subsidy=subsidy_of(facts, reading.edition.values) if "subsidy" in shows else None,
        budget=budget_table(facts) if "budget" in shows else None,
        timeline=timeline_of(facts) if "timeline" in shows else None,
    )
