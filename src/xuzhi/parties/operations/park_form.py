"""What somebody was sending when the session had run out is kept for a day."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from xuzhi.parties.codes import hash_token, new_token
from xuzhi.parties.models import ParkedForm
from xuzhi.parties.refusals import ParkedFormTooLarge, ParkedFormTooMany

PARKED_HOURS = 24
MOST_CHARACTERS = 400_000
MOST_AN_HOUR = 30


def park_form(
    path: str,
    fields: Sequence[tuple[str, str]],
    *,
    file_names: Sequence[str] = (),
    owner_id: UUID | None,
    address: str,
    at: datetime,
) -> str:
    """Keep the fields (name and value, in the order sent) of a form that was sent to `path`; gives the key to them.

    The key goes to the sender's browser and only its hash is kept. `address` is the network address: one address may
    park 30 forms an hour. What is older than a day is deleted here too. Raises ParkedFormTooLarge, ParkedFormTooMany.
    """
    if len(path) > 2000 or sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        raise ParkedFormTooLarge()
    sender = hashlib.sha256(address.encode()).hexdigest()
    ParkedForm.objects.filter(expires_at__lte=at).delete()
    if ParkedForm.objects.filter(sender=sender, parked_at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise ParkedFormTooMany()
    key = new_token()
    ParkedForm.objects.create(
        key_hash=hash_token(key),
        path=path,
        # PostgreSQL keeps no NUL in text, and no form means one.
        fields=[[name.replace("\0", ""), value.replace("\0", "")] for name, value in fields],
        file_names=list(file_names),
        owner_id=owner_id,
        sender=sender,
        parked_at=at,
        expires_at=at + timedelta(hours=PARKED_HOURS),
    )
    return key
