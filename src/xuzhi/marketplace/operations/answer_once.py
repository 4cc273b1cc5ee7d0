"""An act that carries an Idempotency-Key is done once, however often it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, connection, transaction

from xuzhi.marketplace.connections.limits import WAITS_SECONDS
from xuzhi.marketplace.connections.models import KeptAnswer
from xuzhi.marketplace.connections.refusals import KeyReused, StillRunning


@dataclass(frozen=True)
class Answered:
    """An answer as it goes out; `again` where it is that of an earlier call."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    again: bool = False


def answer_once(caller: str, key: str, asked_sha256: str, act: Callable[[], Answered], *, at: datetime) -> Answered:
    """Do the act and keep its answer in one transaction: both are there, or neither. Who comes meanwhile waits for it.

    An answer of 500 and above is not kept, and what was done is undone: the next call tries again. Raises KeyReused
    where the key came with another act before, StillRunning where the first one takes long.
    """
    with transaction.atomic():
        _hold(caller, key)
        kept = KeptAnswer.objects.filter(caller=caller, key=key).first()
        if kept is not None:
            if kept.asked_sha256 != asked_sha256:
                raise KeyReused()
            return Answered(kept.status, kept.headers, bytes(kept.body), again=True)
        answered = act()
        if answered.status >= 500:
            transaction.set_rollback(True)
            return answered
        KeptAnswer.objects.create(
            caller=caller,
            key=key,
            asked_sha256=asked_sha256,
            status=answered.status,
            headers=dict(answered.headers),
            body=answered.body,
            kept_at=at,
        )
    return answered


def _hold(caller: str, key: str) -> None:
    """Raises StillRunning."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"set local lock_timeout = '{WAITS_SECONDS}s'")
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 1))", [f"{caller} {key}"])
            cursor.execute("set local lock_timeout to default")
    except OperationalError as busy:
        raise StillRunning() from busy
