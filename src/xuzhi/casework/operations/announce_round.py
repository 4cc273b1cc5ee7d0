"""A round is laid over the files when a programme is set up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from xuzhi.casework.changes import SORTS, Change
from xuzhi.casework.proposals import check_set_up
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import record


def announce_round(programme: str, round: Mapping[str, Any], *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Lay a round over the programme's files at once. `round` has name, title, opens_at, closes_at (aware instants or
    ISO text with offset), cases, and may have categories, tentative, clause; a name that is there already is replaced.

    Only for setting up, by the machine: people propose, and a second person approves (`propose_change`). Cases that
    were submitted before keep what they were submitted under. Raises ProgrammeUnknown, SetUpOnly, RoundInvalid,
    RoundsOverlap, ChangesNothing.
    """
    check_set_up(actor)
    change = Change(programme, "round", str(round.get("name") or ""), round, None, reason)
    sort = SORTS[change.what]
    with transaction.atomic():
        record(change.stream, sort.brings(sort.checked(change, taipei_day(at))), actor=actor, at=at)
