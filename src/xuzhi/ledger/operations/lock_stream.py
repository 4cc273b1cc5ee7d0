"""Take a stream's lock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from xuzhi.ledger.chain import START_OF_STREAM
from xuzhi.ledger.statements import said


@dataclass(frozen=True)
class EndOfStream:
    """A locked stream's length (0 for a new one), the hash of its last event, and the database's clock."""

    length: int
    hash: bytes
    clock: datetime


def lock_stream(stream: str) -> int:
    """Hold the stream's lock until the surrounding transaction ends; returns its length (0 for a new stream).

    What is read afterwards stays true until the caller records. Taking it twice does no harm; whoever takes two
    streams' locks takes them in one order everywhere. Raises TransactionManagementError outside `transaction.atomic`.
    """
    return end_of_locked(stream).length


def end_of_locked(stream: str) -> EndOfStream:
    """Lock the stream, as lock_stream does, and read its end: one journey to the database."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("lock_stream needs a transaction: the lock would be gone at once")
    length, last, clock = said("SELECT length, last_hash, clock FROM ledger_lock_stream(%s)", [stream]).fetchone()
    return EndOfStream(length, START_OF_STREAM if last is None else bytes(last), clock)
