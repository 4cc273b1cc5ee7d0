"""An owner takes an invitation back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.events import InvitationWithdrawn, firm_stream
from xuzhi.parties.models import Invitation, User
from xuzhi.parties.ownership import owned_firm
from xuzhi.parties.refusals import InvitationUnknown, InvitationUsed


def withdraw_invitation(firm: str, invitation_id: UUID, *, by: User, actor: Actor, at: datetime) -> None:
    """Withdraw it; a second time changes nothing. Raises FirmUnknown, OwnerOnly, InvitationUnknown, InvitationUsed."""
    with transaction.atomic():
        lock_stream(firm_stream(firm))
        owned_firm(firm, by)
        invitation = Invitation.objects.filter(id=invitation_id, firm_id=firm).first()
        if invitation is None:
            raise InvitationUnknown()
        if invitation.accepted_at is not None:
            raise InvitationUsed()
        if invitation.withdrawn_at is None:
            event = InvitationWithdrawn(ubn=firm, invitation_id=invitation_id)
            record(firm_stream(firm), [event], actor=actor, at=at)
