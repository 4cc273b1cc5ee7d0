"""A firm's letters go to another mailbox from now on."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.addresses import check_email
from xuzhi.parties.events import FirmContactChanged, firm_stream
from xuzhi.parties.models import Firm, User
from xuzhi.parties.ownership import owned_firm


def change_firm_contact(firm: str, contact_email: str, *, by: User, actor: Actor, at: datetime) -> None:
    """Set the firm's contact address; the same one again changes nothing.

    Raises EmailInvalid, FirmUnknown, OwnerOnly.
    """
    email = check_email(contact_email)
    with transaction.atomic():
        lock_stream(firm_stream(firm))
        present: Firm = owned_firm(firm, by)
        if present.contact_email != email:
            record(firm_stream(firm), [FirmContactChanged(ubn=firm, contact_email=email)], actor=actor, at=at)
