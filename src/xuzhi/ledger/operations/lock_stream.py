"""Take a stream's lock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.transaction import TransactionManagementError
from psycopg import ClientCursor

from xuzhi.ledger.chain import START_OF_STREAM


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
    # One journey for two statements: PostgreSQL takes them together only where their values are written into them.
    with ClientCursor(connection.connection) as cursor:
        # Two statements on purpose: a statement's snapshot is taken before it waits, so one statement that both
        # waits and reads would miss what the other writer just committed.
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(hashtextextended('xuzhi read models', 0)),"
            " pg_advisory_xact_lock(hashtextextended('xuzhi stream ' || %s, 0));"
            " SELECT coalesce(last.sequence, 0), last.hash, clock_timestamp() FROM (SELECT 1) AS one LEFT JOIN LATERAL"
            " (SELECT sequence, hash FROM ledger_event WHERE stream = %s ORDER BY sequence DESC LIMIT 1) AS last"
            " ON true",
            [stream, stream],
        )
        cursor.nextset()
        found = cursor.fetchone()
    assert found is not None  # a LEFT JOIN on one row gives one
    length, last, clock = found
    return EndOfStream(length, START_OF_STREAM if last is None else bytes(last), clock)
