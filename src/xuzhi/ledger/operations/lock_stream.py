"""Take a stream's lock."""

from django.db import connection
from django.db.transaction import TransactionManagementError


def lock_stream(stream: str) -> int:
    """Hold the stream's lock until the surrounding transaction ends; returns its length (0 for a new stream).

    What is read afterwards stays true until the caller records. Taking it twice does no harm; whoever takes two
    streams' locks takes them in one order everywhere. Raises TransactionManagementError outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("lock_stream needs a transaction: the lock would be gone at once")
    with connection.cursor() as cursor:
        # Two statements on purpose: a statement's snapshot is taken before it waits, so one statement that both
        # waits and reads would miss what the other writer just committed.
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(hashtextextended('xuzhi read models', 0)),"
            " pg_advisory_xact_lock(hashtextextended('xuzhi stream ' || %s, 0))",
            [stream],
        )
        cursor.execute("SELECT coalesce(max(sequence), 0) FROM ledger_event WHERE stream = %s", [stream])
        length: int = cursor.fetchone()[0]
    return length
