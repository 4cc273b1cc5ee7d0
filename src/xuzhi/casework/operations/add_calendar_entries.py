"""Days are laid over the office calendar when it is set up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from xuzhi.casework.changes.days import entry_events
from xuzhi.casework.changes.shape import CALENDAR_STREAM
from xuzhi.casework.operations.recount_clocks import recount_clocks
from xuzhi.casework.proposals import check_set_up
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.ledger.operations import record


def add_calendar_entries(entries: Iterable[CalendarEntry], *, actor: Actor, at: datetime) -> int:
    """Enter many days at once, such as a year's official calendar.

    Only for setting up, by the machine: people propose, and a second person approves (`propose_change`). Running
    clocks that end otherwise now get their new end in the same transaction, with the reason; gives how many moved.
    Raises SetUpOnly.
    """
    check_set_up(actor)
    laid = list(entries)
    if not laid:
        return 0
    with transaction.atomic():
        record(CALENDAR_STREAM, entry_events(laid), actor=actor, at=at)
        return recount_clocks(actor=actor, at=at, because_of=laid)
