"""What reviewers have seen of a case (L9.1)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.models import Look
from xuzhi.kernel.texts import say


@dataclass(frozen=True)
class Seen:
    """How often somebody looked, at which sorts of things (in words, each once), and when last."""

    times: int
    what: tuple[str, ...]
    last_at: datetime


def seen_by(case_id: UUID, reviewers: Collection[str]) -> dict[str, Seen]:
    """By the id of the person, for those who have looked at anything; one query, none for nobody."""
    if not reviewers:
        return {}
    rows = Look.objects.filter(case_id=case_id, actor_role="reviewer", actor_id__in=list(reviewers)).order_by("at")
    found: dict[str, Seen] = {}
    for row in rows:
        before = found.get(row.actor_id)
        known = before.what if before else ()
        words = tuple(dict.fromkeys((*known, say(f"casework.look_{row.what}"))))
        found[row.actor_id] = Seen((before.times if before else 0) + 1, words, row.at)
    return found
