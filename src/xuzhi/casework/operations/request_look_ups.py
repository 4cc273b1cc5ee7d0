"""The registers are to be asked about many business numbers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.holding import check_office
from xuzhi.casework.office_refusals import NoNumbers, PurposeMissing, TooManyNumbers
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import record

STREAM = "look-ups"
MOST_NUMBERS = 5000
LONGEST_NUMBER, LONGEST_PURPOSE = 40, 300


def request_look_ups(numbers: Sequence[str], *, purpose: str, actor: Actor, at: datetime) -> UUID:
    """Keep what is asked, by whom and what for; a job answers it. Each number is asked about once.

    Numbers are kept as they were given, also those that are none. Raises OfficeOnly, NoNumbers, TooManyNumbers,
    PurposeMissing.
    """
    check_office(actor)
    asked = list(dict.fromkeys(number.strip()[:LONGEST_NUMBER] for number in numbers if number.strip()))
    if not asked:
        raise NoNumbers()
    if len(asked) > MOST_NUMBERS:
        raise TooManyNumbers(count=f"{len(asked):,}", most=f"{MOST_NUMBERS:,}")
    if not purpose.strip():
        raise PurposeMissing()
    look_up_id = uuid4()
    requested = events.LookUpsRequested(
        look_up_id=str(look_up_id),
        numbers=asked,
        on=taipei_day(at).isoformat(),
        purpose=purpose.strip()[:LONGEST_PURPOSE],
    )
    with transaction.atomic():
        record(STREAM, [requested], actor=actor, at=at)
    return look_up_id
