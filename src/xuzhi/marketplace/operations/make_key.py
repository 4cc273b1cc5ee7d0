"""An owner makes a key for the firm's programs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.marketplace.connections.events import ApiKeyMade, keys_stream
from xuzhi.marketplace.connections.limits import LONGEST_EXPIRY_DAYS, LONGEST_NAME, MOST_KEYS
from xuzhi.marketplace.connections.models import ApiKey
from xuzhi.marketplace.connections.refusals import ExpiryWrong, KeyNameMissing, ScopesMissing, TooManyKeys
from xuzhi.marketplace.connections.signing import SCOPES, hash_key, new_key, start_of
from xuzhi.parties.models import User
from xuzhi.parties.ownership import owned_firm


@dataclass(frozen=True)
class MadeKey:
    """A key, which is known only here and now."""

    id: uuid.UUID
    key: str
    name: str
    expires_at: datetime


def make_key(
    firm: str, name: str, scopes: Iterable[str], *, valid_days: int, by: User, actor: Actor, at: datetime
) -> MadeKey:
    """Make it; only its hash is kept. Raises KeyNameMissing, ScopesMissing, ExpiryWrong, TooManyKeys, FirmUnknown,
    OwnerOnly."""
    called, wanted = " ".join(name.split()), set(scopes)
    if not called or len(called) > LONGEST_NAME:
        raise KeyNameMissing(longest=LONGEST_NAME)
    if not wanted or not wanted <= set(SCOPES):
        raise ScopesMissing()
    if not 1 <= valid_days <= LONGEST_EXPIRY_DAYS:
        raise ExpiryWrong(longest=LONGEST_EXPIRY_DAYS)
    key, key_id, expires_at = new_key(), uuid.uuid4(), at + timedelta(days=valid_days)
    with transaction.atomic():
        lock_stream(keys_stream(firm))
        owned_firm(firm, by)
        if ApiKey.objects.filter(firm_ubn=firm, revoked_at=None, expires_at__gt=at).count() >= MOST_KEYS:
            raise TooManyKeys(most=MOST_KEYS)
        made = ApiKeyMade(
            key_id=key_id,
            firm_ubn=firm,
            name=called,
            scopes=tuple(each for each in SCOPES if each in wanted),
            start=start_of(key),
            key_hash=hash_key(key),
            expires_at=expires_at,
        )
        record(keys_stream(firm), [made], actor=actor, at=at)
    return MadeKey(key_id, key, called, expires_at)
