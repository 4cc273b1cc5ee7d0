"""A person is put on the roster."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels.events import reviewer_stream
from xuzhi.panels.locking import check_officer
from xuzhi.panels.profiles import Profile, check_profile, entered_event
from xuzhi.parties.operations import add_person, grant_staff_role
from xuzhi.parties.queries import person_with

ROLE = "reviewer"


def enter_reviewer(profile: Profile, *, actor: Actor, at: datetime) -> UUID:
    """Put the person on the roster; gives the person's id. Who has no account yet gets one, to be opened by a code
    that is sent to the address. Entering the same address again renews the entry. Raises OfficeOnly, ProfileInvalid.
    """
    check_officer(actor)
    check_profile(profile)
    with transaction.atomic():
        person = person_with(profile.email) or add_person(profile.email, profile.name, at=at)
        grant_staff_role(person, ROLE, actor=actor, at=at)
        stream = reviewer_stream(person.id)
        lock_stream(stream)
        record(stream, [entered_event(person.id, profile, taipei_day(at))], actor=actor, at=at)
    return UUID(str(person.id))
