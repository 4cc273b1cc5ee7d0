"""A firm comes in by its business number; who registers it becomes its owner."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.ubn import check_ubn
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.addresses import check_email
from xuzhi.parties.codes import mask_email
from xuzhi.parties.events import FirmRegistered, MemberJoined, firm_stream
from xuzhi.parties.models import Firm, Membership, User
from xuzhi.parties.refusals import FirmAlreadyRegistered, FirmNameMissing, FirmNameTooLong


def register_firm(
    ubn: str, name: str, *, owner: User, contact_email: str, county: str = "", actor: Actor, at: datetime
) -> str:
    """Register the firm and make `owner` its first owner; gives the business number back.

    Two at once: one registers, the other is refused. Raises BusinessNumberInvalid, FirmNameMissing, FirmNameTooLong,
    EmailInvalid, FirmAlreadyRegistered (which names the owner to ask, masked).
    """
    number = check_ubn(ubn)
    full_name = " ".join(name.split())
    if not full_name:
        raise FirmNameMissing()
    if len(full_name) > 200:
        raise FirmNameTooLong(length=len(full_name))
    email = check_email(contact_email)
    with transaction.atomic():
        lock_stream(firm_stream(number))
        firm = Firm.objects.filter(ubn=number).first()
        if firm is not None:
            raise FirmAlreadyRegistered(name=firm.name, owner=_whom_to_ask(firm))
        record(
            firm_stream(number),
            [
                FirmRegistered(ubn=number, name=full_name, county=county.strip(), contact_email=email),
                MemberJoined(ubn=number, user_id=owner.id, role="owner"),
            ],
            actor=actor,
            at=at,
        )
    return number


def _whom_to_ask(firm: Firm) -> str:
    owner = Membership.objects.filter(firm=firm, role="owner").select_related("user").order_by("joined_at").first()
    return mask_email(owner.user.email if owner else firm.contact_email)
