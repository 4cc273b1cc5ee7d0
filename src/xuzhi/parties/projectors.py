"""Events of firms, people and codes to their read models."""

from __future__ import annotations

from typing import cast

from django.db.models import F

from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.parties import events, models


def _firm_registered(stored: StoredEvent) -> None:
    event = cast(events.FirmRegistered, stored.event)
    models.Firm.objects.create(
        ubn=event.ubn,
        name=event.name,
        county=event.county,
        contact_email=event.contact_email,
        registered_at=stored.occurred_at,
    )


def _firm_contact_changed(stored: StoredEvent) -> None:
    event = cast(events.FirmContactChanged, stored.event)
    models.Firm.objects.filter(ubn=event.ubn).update(contact_email=event.contact_email)


def _member_invited(stored: StoredEvent) -> None:
    event = cast(events.MemberInvited, stored.event)
    models.Invitation.objects.create(
        id=event.invitation_id,
        firm_id=event.ubn,
        email=event.email,
        role=event.role,
        token_hash=event.token_hash,
        invited_by=stored.actor.name,
        invited_at=stored.occurred_at,
        expires_at=event.expires_at,
    )


def _invitation_withdrawn(stored: StoredEvent) -> None:
    event = cast(events.InvitationWithdrawn, stored.event)
    models.Invitation.objects.filter(id=event.invitation_id).update(withdrawn_at=stored.occurred_at)


def _member_joined(stored: StoredEvent) -> None:
    event = cast(events.MemberJoined, stored.event)
    models.Membership.objects.create(
        firm_id=event.ubn, user_id=event.user_id, role=event.role, joined_at=stored.occurred_at
    )
    if event.invitation_id is not None:
        models.Invitation.objects.filter(id=event.invitation_id).update(accepted_at=stored.occurred_at)


def _member_role_changed(stored: StoredEvent) -> None:
    event = cast(events.MemberRoleChanged, stored.event)
    models.Membership.objects.filter(firm_id=event.ubn, user_id=event.user_id).update(role=event.role)


def _member_left(stored: StoredEvent) -> None:
    event = cast(events.MemberLeft, stored.event)
    models.Membership.objects.filter(firm_id=event.ubn, user_id=event.user_id).delete()


def _access_code_issued(stored: StoredEvent) -> None:
    event = cast(events.AccessCodeIssued, stored.event)
    # A new code for the same purpose takes the place of the old one.
    models.AccessCode.objects.filter(
        firm_id=event.ubn, purpose=event.purpose, redeemed_at=None, superseded_at=None
    ).update(superseded_at=stored.occurred_at)
    models.AccessCode.objects.create(
        id=event.code_id,
        firm_id=event.ubn,
        purpose=event.purpose,
        email=event.email,
        salt=event.salt,
        code_hash=event.code_hash,
        issued_at=stored.occurred_at,
        expires_at=event.expires_at,
    )


def _access_code_mistyped(stored: StoredEvent) -> None:
    event = cast(events.AccessCodeMistyped, stored.event)
    models.AccessCode.objects.filter(id__in=event.code_ids).update(wrong_tries=F("wrong_tries") + 1)


def _access_code_redeemed(stored: StoredEvent) -> None:
    event = cast(events.AccessCodeRedeemed, stored.event)
    models.AccessCode.objects.filter(id=event.code_id).update(redeemed_at=stored.occurred_at, redeemed_by=event.user_id)


def _staff_role_granted(stored: StoredEvent) -> None:
    event = cast(events.StaffRoleGranted, stored.event)
    models.StaffRole.objects.create(user_id=event.user_id, role=event.role, granted_at=stored.occurred_at)


def _staff_role_withdrawn(stored: StoredEvent) -> None:
    event = cast(events.StaffRoleWithdrawn, stored.event)
    models.StaffRole.objects.filter(user_id=event.user_id, role=event.role).delete()


PROJECTOR = Projector(
    name="parties",
    models=(models.Firm, models.Membership, models.Invitation, models.AccessCode, models.StaffRole),
    handles={
        events.FirmRegistered: _firm_registered,
        events.FirmContactChanged: _firm_contact_changed,
        events.MemberInvited: _member_invited,
        events.InvitationWithdrawn: _invitation_withdrawn,
        events.MemberJoined: _member_joined,
        events.MemberRoleChanged: _member_role_changed,
        events.MemberLeft: _member_left,
        events.AccessCodeIssued: _access_code_issued,
        events.AccessCodeMistyped: _access_code_mistyped,
        events.AccessCodeRedeemed: _access_code_redeemed,
        events.StaffRoleGranted: _staff_role_granted,
        events.StaffRoleWithdrawn: _staff_role_withdrawn,
    },
)
