"""Somebody leaves a firm, on their own or because an owner says so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.events import MemberLeft, firm_stream
from xuzhi.parties.models import User
from xuzhi.parties.ownership import keep_an_owner, known_firm, member_of, owned_firm


def remove_member(firm: str, user_id: UUID, *, by: User, actor: Actor, at: datetime) -> None:
    """End the membership. Members may leave; owners may remove anybody, but one owner always stays.

    Raises FirmUnknown, OwnerOnly, NotMemberOfFirm, LastOwnerStays.
    """
    with transaction.atomic():
        lock_stream(firm_stream(firm))
        present = known_firm(firm) if by.id == user_id else owned_firm(firm, by)
        membership = member_of(present, user_id)
        keep_an_owner(present, membership)
        event = MemberLeft(ubn=firm, user_id=membership.user_id)
        record(firm_stream(firm), [event], actor=actor, at=at)
