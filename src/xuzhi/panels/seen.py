"""What those who left a panel had seen of its case before."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xuzhi.casework.queries.seen_by import seen_by
from xuzhi.kernel.roc import format_instant
from xuzhi.kernel.texts import say
from xuzhi.panels.models import Seat


def seen_before_leaving(case_id: UUID, seats: Iterable[Seat]) -> dict[str, str]:
    """A sentence for each who withdrew, by the person's id. One query, none where nobody did."""
    left = [str(seat.reviewer_id) for seat in seats if not seat.sits]
    seen = seen_by(case_id, left)
    told = {}
    for reviewer in left:
        known = seen.get(reviewer)
        if known is None:
            told[reviewer] = say("panels.seen_nothing")
        else:
            told[reviewer] = say(
                "panels.seen", count=known.times, what=list(known.what), last=format_instant(known.last_at)
            )
    return told
