"""An owner revokes a key; from this instant on it opens nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.connections.events import ApiKeyRevoked, keys_stream
from xuzhi.marketplace.connections.models import ApiKey
from xuzhi.marketplace.connections.refusals import KeyUnknown
from xuzhi.parties.models import User
from xuzhi.parties.ownership import owned_firm


def revoke_key(firm: str, key_id: UUID, *, by: User, actor: Actor, at: datetime) -> None:
    """Raises KeyUnknown, FirmUnknown, OwnerOnly."""
    with transaction.atomic():
        lock_stream(keys_stream(firm))
        owned_firm(firm, by)
        if not ApiKey.objects.filter(id=key_id, firm_ubn=firm, revoked_at=None).exists():
            raise KeyUnknown()
        record(keys_stream(firm), [ApiKeyRevoked(key_id=key_id, firm_ubn=firm)], actor=actor, at=at)
