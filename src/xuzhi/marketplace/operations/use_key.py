"""A program comes in with a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from xuzhi.marketplace.connections.limits import USE_NOTED_EVERY
from xuzhi.marketplace.connections.models import ApiKey
from xuzhi.marketplace.connections.refusals import KeyUnknown
from xuzhi.marketplace.connections.signing import hash_key


@dataclass(frozen=True)
class UsedKey:
    id: UUID
    firm_ubn: str
    name: str
    scopes: frozenset[str]


def use_key(key: str, *, at: datetime) -> UsedKey:
    """What the key opens; that it was used is noted once a minute. Raises KeyUnknown (none, revoked, run out)."""
    row = ApiKey.objects.filter(key_hash=hash_key(key), revoked_at=None, expires_at__gt=at).first()
    if row is None:
        raise KeyUnknown()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into marketplace_api_key_use as noted (key_id, used_at) values (%s, %s) on conflict (key_id)"
            " do update set used_at = excluded.used_at where noted.used_at < %s",
            [row.id, at, at - USE_NOTED_EVERY],
        )
    return UsedKey(row.id, row.firm_ubn, row.name, frozenset(row.scopes))
