"""A firm is given a code that opens one door once."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.addresses import check_email
from xuzhi.parties.codes import hash_code, new_code, new_salt, show_code
from xuzhi.parties.events import AccessCodeIssued, firm_stream
from xuzhi.parties.ownership import known_firm


def issue_access_code(
    firm: str, purpose: str, email: str, *, valid_days: int | None = None, actor: Actor, at: datetime
) -> str:
    """Make a code for the purpose and give it, as `ABCD-3467`, to be sent to `email` and forgotten.

    Only its hash is kept. A code issued before for the same purpose stops being valid. `valid_days` counts days of 24
    hours from `at`; None means that it does not expire. Raises FirmUnknown, EmailInvalid.
    """
    address = check_email(email)
    code, salt = new_code(), new_salt()
    with transaction.atomic():
        lock_stream(firm_stream(firm))
        known_firm(firm)
        event = AccessCodeIssued(
            ubn=firm,
            code_id=uuid.uuid4(),
            purpose=purpose,
            email=address,
            salt=salt,
            code_hash=hash_code(code, salt),
            expires_at=None if valid_days is None else at + timedelta(days=valid_days),
        )
        record(firm_stream(firm), [event], actor=actor, at=at)
    return show_code(code)
