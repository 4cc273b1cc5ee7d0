"""An owner asks a colleague in, by e-mail."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.addresses import check_email
from xuzhi.parties.codes import hash_token, new_token
from xuzhi.parties.events import InvitationWithdrawn, MemberInvited, firm_stream
from xuzhi.parties.models import Invitation, Membership, User
from xuzhi.parties.ownership import owned_firm
from xuzhi.parties.refusals import AlreadyMember, RoleUnknown

ROLES = ("owner", "member")
INVITATION_DAYS = 14


@dataclass(frozen=True)
class SentInvitation:
    """An invitation and the secret of its link, which is known only here and now."""

    id: uuid.UUID
    token: str
    email: str
    firm_name: str
    expires_at: datetime


def invite_member(
    firm: str, email: str, *, role: str = "member", by: User, actor: Actor, at: datetime
) -> SentInvitation:
    """Invite somebody; an earlier invitation to the same address stops being valid.

    Raises EmailInvalid, RoleUnknown, FirmUnknown, OwnerOnly, AlreadyMember.
    """
    address = check_email(email)
    if role not in ROLES:
        raise RoleUnknown(role=role)
    token = new_token()
    with transaction.atomic():
        lock_stream(firm_stream(firm))
        inviting = owned_firm(firm, by)
        if Membership.objects.filter(firm=inviting, user__email=address).exists():
            raise AlreadyMember(email=address, firm=inviting.name)
        open_ones = Invitation.objects.filter(firm=inviting, email=address, accepted_at=None, withdrawn_at=None)
        withdrawn = [
            InvitationWithdrawn(ubn=firm, invitation_id=each.id) for each in open_ones.order_by("invited_at", "id")
        ]
        invited = MemberInvited(
            ubn=firm,
            invitation_id=uuid.uuid4(),
            email=address,
            role=role,
            token_hash=hash_token(token),
            expires_at=at + timedelta(days=INVITATION_DAYS),
        )
        record(firm_stream(firm), [*withdrawn, invited], actor=actor, at=at)
    return SentInvitation(invited.invitation_id, token, address, inviting.name, invited.expires_at)
