"""An owner makes a colleague an owner, or an ordinary member again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.events import MemberRoleChanged, firm_stream
from xuzhi.parties.models import User
from xuzhi.parties.ownership import keep_an_owner, member_of, owned_firm
from xuzhi.parties.refusals import RoleUnknown


def change_member_role(firm: str, user_id: UUID, role: str, *, by: User, actor: Actor, at: datetime) -> None:
    """Set the member's role; the same role again changes nothing.

    Raises RoleUnknown, FirmUnknown, OwnerOnly, NotMemberOfFirm, LastOwnerStays.
    """
    if role not in ("owner", "member"):
        raise RoleUnknown(role=role)
    with transaction.atomic():
        lock_stream(firm_stream(firm))
        owned = owned_firm(firm, by)
        membership = member_of(owned, user_id)
        if membership.role == role:
            return
        keep_an_owner(owned, membership)
        event = MemberRoleChanged(ubn=firm, user_id=membership.user_id, role=role)
        record(firm_stream(firm), [event], actor=actor, at=at)
