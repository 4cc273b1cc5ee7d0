"""A dated value is laid over the files when a programme is set up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from xuzhi.casework.changes import SORTS, Change
from xuzhi.casework.proposals import check_set_up
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def set_parameter(
    programme: str, name: str, value: Any, *, from_on: date, reason: str, actor: Actor, at: datetime
) -> None:
    """Lay a value over the programme's files at once, in force from a day on; what was before is kept.

    Only for setting up, by the machine: people propose, and a second person approves (`propose_change`). `value` is
    of the parameter's type, or its text. Cases that were submitted before keep what they were submitted under.
    Raises ProgrammeUnknown, SetUpOnly, ParameterUnknown, ParameterInvalid, ChangesNothing.
    """
    check_set_up(actor)
    change = Change(programme, "parameter", name, value, from_on, reason)
    sort = SORTS[change.what]
    with transaction.atomic():
        record(change.stream, sort.brings(sort.checked(change, from_on)), actor=actor, at=at)
