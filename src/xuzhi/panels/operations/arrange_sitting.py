"""A meeting gets its time and place."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.queries.editions import programme as programme_named
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.panels.events import sitting_stream
from xuzhi.panels.locking import check_officer
from xuzhi.panels.meeting import Meeting, Wanted, arranged_event, check_meeting, wanted_of


def arrange_sitting(programme: str, meeting: Meeting, *, actor: Actor, at: datetime, more_later: bool = False) -> UUID:
    """Arrange a sitting on whose agenda panels can be put; gives its id. With `more_later`, until when material is
    handed in and how long the phases last may be said by moving it, before anybody is invited.

    Raises OfficeOnly, ProgrammeUnknown, SittingInvalid.
    """
    check_officer(actor)
    programme_named(programme)
    wanted = Wanted() if more_later else wanted_of(programme, at)
    check_meeting(meeting, at, wanted)
    sitting_id = uuid.uuid4()
    arranged = arranged_event(sitting_id, programme, 0, meeting, wanted=wanted)
    with transaction.atomic():
        record(sitting_stream(sitting_id), [arranged], actor=actor, at=at)
    return sitting_id
