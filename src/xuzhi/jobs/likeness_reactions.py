"""What the jobs do when a case is handed in: its text is signed, so that later ones can be held against it."""

from __future__ import annotations

from typing import cast

from xuzhi.casework.events import CaseSubmitted
from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler


def sign_soon(stored: StoredEvent) -> None:
    """Of a kind whose text is not compared nothing comes of it."""
    from xuzhi.jobs.likeness_tasks import sign_plan

    sign_plan.defer(case_id=str(cast(CaseSubmitted, stored.event).case_id))


REACTORS: dict[type[Event], list[Handler]] = {CaseSubmitted: [sign_soon]}
