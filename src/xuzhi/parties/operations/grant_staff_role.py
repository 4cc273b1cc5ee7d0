"""A person gets a role in the office."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.events import StaffRoleGranted, person_stream
from xuzhi.parties.models import StaffRole, User
from xuzhi.parties.refusals import RoleUnknown

STAFF_ROLES = ("officer", "reviewer", "organiser")


def grant_staff_role(user: User, role: str, *, actor: Actor, at: datetime) -> None:
    """Grant officer, reviewer or organiser; a role the person has already changes nothing. Raises RoleUnknown."""
    if role not in STAFF_ROLES:
        raise RoleUnknown(role=role)
    with transaction.atomic():
        lock_stream(person_stream(user.id))
        if not StaffRole.objects.filter(user=user, role=role).exists():
            record(person_stream(user.id), [StaffRoleGranted(user_id=user.id, role=role)], actor=actor, at=at)
