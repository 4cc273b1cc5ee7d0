"""A person's role in the office ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.events import StaffRoleWithdrawn, person_stream
from xuzhi.parties.models import StaffRole, User


def withdraw_staff_role(user: User, role: str, *, actor: Actor, at: datetime) -> None:
    """End the role; one the person does not have changes nothing."""
    with transaction.atomic():
        lock_stream(person_stream(user.id))
        if StaffRole.objects.filter(user=user, role=role).exists():
            record(person_stream(user.id), [StaffRoleWithdrawn(user_id=user.id, role=role)], actor=actor, at=at)
