"""A question about other values is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework import rule_events as events
from xuzhi.casework.models import WhatIfProgress, WhatIfRow
from xuzhi.casework.queries.editions import programme, typed_value
from xuzhi.casework.queries.what_if import CHUNK, Asked, WhatIf, what_if
from xuzhi.engine.functions import FunctionFailed
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.ledger.operations import lock_stream, record

# A list is for reading: of every check so many cases are kept by number, and all are counted.
MOST_KEPT = 500
MOST_UNREAD = 30


def answer_whatif(run_id: UUID | str, *, at: datetime) -> bool:
    """Work the answer out and keep it; gives whether it was this call that did. What stands in its way (a year
    without a calendar) is the answer then. Raises nothing."""
    row = WhatIfRow.objects.filter(id=run_id, answered_at=None).first()
    if row is None:
        return False
    answer, problem = None, ""
    try:
        answer = _kept(what_if(asked_of(row), at=at, progress=_progress(row)))
    except (Refusal, FunctionFailed) as failed:
        problem = " ".join(part for part in (str(failed), getattr(failed, "remedy", None)) if part)
    with transaction.atomic():
        lock_stream(f"whatif-{row.id}")
        if not WhatIfRow.objects.filter(id=run_id, answered_at=None).exists():
            return False
        answered = events.WhatIfAnswered(run_id=str(row.id), answer=answer, problem=problem)
        record(f"whatif-{row.id}", [answered], actor=Actor.system("whatif"), at=at)
    return True


def asked_of(row: WhatIfRow) -> Asked:
    """The question as it was asked, its values typed."""
    rules = programme(row.programme)
    values = {name: typed_value(rules, name, value) for name, value in row.values.items()}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return Asked(row.programme, row.kind, values, row.on_day, row.which, row.from_on, row.until_on)


def _progress(row: WhatIfRow) -> Callable[[int], None] | None:
    """Tells others how far it has come, where there is time to look."""
    if row.cases <= CHUNK:
        return None

    def tell(done: int) -> None:
        WhatIfProgress.objects.update_or_create(run_id=row.id, defaults={"done": done})

    return tell


def _kept(found: WhatIf) -> dict[str, Any]:
    """The answer as an event holds it: lists cut, counts whole."""
    answer = found.as_json()
    for each in (*answer["checks"], *answer["clocks"]):
        each["changed_count"] = len(each["changed"])
        each["changed"] = each["changed"][:MOST_KEPT]
    return {
        **answer,
        "edition": found.edition.sha256,
        "changed": len(found.changed),
        "unread": [list(each) for each in found.unread[:MOST_UNREAD]],
        "unread_count": len(found.unread),
    }
