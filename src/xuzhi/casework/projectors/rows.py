"""What the handlers of cases share: the case's own row, and its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from xuzhi.casework.models import Case, Defect, TimelineEntry
from xuzhi.kernel.outcome import Outcome
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.reading import values_of
from xuzhi.ledger.tables import change, put

_ENDS_FIRST = """
    SELECT clock, started_at, due_at FROM casework_clock
     WHERE case_id = %s::uuid AND state = 'running' AND NOT count ? 'before' ORDER BY due_at, id LIMIT 1
"""


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def change_case(case_id: str | UUID, stored: StoredEvent, **values: Any) -> None:
    """Set columns of the case's row; every event but a draft's answers moves `changed_at`."""
    change(Case, [{"id": case_id, "changed_at": stored.occurred_at, **values}])


def tell(case_id: str | UUID, stored: StoredEvent, audience: Literal["all", "office"] = "all", **data: Any) -> None:
    """Write a line of the case's history; the sentence is made of type and data when it is read."""
    tell_all([entry(case_id, stored, audience, **data)])


def tell_all(entries: Sequence[TimelineEntry]) -> None:
    """Write several lines of history at once."""
    put(entries)


def entry(
    case_id: str | UUID, stored: StoredEvent, audience: Literal["all", "office"] = "all", **data: Any
) -> TimelineEntry:
    """A line of the case's history, not written yet."""
    return TimelineEntry(
        position=stored.position,
        case_id=case_id,
        sequence=stored.sequence,
        type=stored.type,
        at=stored.occurred_at,
        actor_name=stored.actor.name,
        actor_role=stored.actor.role,
        audience=audience,
        data=data,
    )


def next_clock(case_id: str | UUID) -> dict[str, Any]:
    """The columns of the case that name its next clock: the one ending first of those that run and are no reminders."""
    clock, started_at, due_at = next(iter(values_of(_ENDS_FIRST, [case_id])), ("", None, None))
    return {"next_clock": clock, "next_started_at": started_at, "next_due_at": due_at}


def summary_of(findings: Iterable[tuple[str, bool, datetime | None]]) -> dict[str, Any]:
    """The columns of the case that sum up its findings: (what stands, needs an officer, confirmed when) of each."""
    rows = list(findings)
    return {
        "findings_outcome": Outcome.all(Outcome(stands) for stands, _, _ in rows).value if rows else "",
        "unconfirmed": sum(1 for _, needs, confirmed_at in rows if needs and confirmed_at is None),
    }


def open_defects(case_id: str | UUID) -> int:
    return Defect.objects.filter(case_id=case_id, state="open").count()
