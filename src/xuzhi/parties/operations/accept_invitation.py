"""A person who was invited joins the firm."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.codes import hash_token, mask_email
from xuzhi.parties.events import MemberJoined, firm_stream
from xuzhi.parties.models import Invitation, Membership, User
from xuzhi.parties.refusals import InvitationExpired, InvitationForAnother, InvitationUnknown, InvitationUsed


def accept_invitation(token: str, user: User, *, actor: Actor, at: datetime) -> str:
    """Join by the link's secret; gives the firm's business number. One invitation, one person, one time.

    The person must have signed in with the address that was invited, or the link could be passed on.
    Raises InvitationUnknown (also when withdrawn), InvitationUsed, InvitationExpired, InvitationForAnother.
    """
    found = Invitation.objects.filter(token_hash=hash_token(token)).first()
    if found is None:
        raise InvitationUnknown()
    with transaction.atomic():
        lock_stream(firm_stream(found.firm_id))
        invitation = Invitation.objects.get(id=found.id)
        if invitation.withdrawn_at is not None:
            raise InvitationUnknown()
        if invitation.accepted_at is not None:
            raise InvitationUsed()
        if at >= invitation.expires_at:
            raise InvitationExpired(expired=invitation.expires_at)
        if user.email.lower() != invitation.email:
            raise InvitationForAnother(invited=mask_email(invitation.email), email=user.email)
        if Membership.objects.filter(firm_id=invitation.firm_id, user=user).exists():
            return invitation.firm_id
        event = MemberJoined(ubn=invitation.firm_id, user_id=user.id, role=invitation.role, invitation_id=invitation.id)
        record(firm_stream(invitation.firm_id), [event], actor=actor, at=at)
    return invitation.firm_id
