"""Who may change a firm's people: its owners."""

from __future__ import annotations

from uuid import UUID

from xuzhi.parties.models import Firm, Membership, User
from xuzhi.parties.refusals import FirmUnknown, LastOwnerStays, NotMemberOfFirm, OwnerOnly


def known_firm(ubn: str) -> Firm:
    """The firm. Raises FirmUnknown."""
    firm = Firm.objects.filter(ubn=ubn).first()
    if firm is None:
        raise FirmUnknown(ubn=ubn)
    return firm


def owned_firm(ubn: str, user: User) -> Firm:
    """The firm, of which the person is an owner. Raises FirmUnknown, OwnerOnly."""
    firm = known_firm(ubn)
    if not Membership.objects.filter(firm=firm, user=user, role="owner").exists():
        raise OwnerOnly(firm=firm.name)
    return firm


def member_of(firm: Firm, user_id: UUID) -> Membership:
    """The person's place in the firm. Raises NotMemberOfFirm."""
    membership = Membership.objects.filter(firm=firm, user_id=user_id).first()
    if membership is None:
        raise NotMemberOfFirm(firm=firm.name)
    return membership


def keep_an_owner(firm: Firm, membership: Membership) -> None:
    """Refuse to take the last owner's role away. Call it with the firm's stream locked. Raises LastOwnerStays."""
    others = Membership.objects.filter(firm=firm, role="owner").exclude(user_id=membership.user_id)
    if membership.role == "owner" and not others.exists():
        raise LastOwnerStays(firm=firm.name)
