"""A stream's lock and its end in one statement, which PostgreSQL plans once for all streams.

A function, because a statement's snapshot is taken before it waits: one plain statement that both waits and reads would
miss what the other writer just committed. In a volatile function each statement takes a snapshot of its own.
"""

from django.db import migrations

LOCK_STREAM = r"""
CREATE FUNCTION ledger_lock_stream(wanted text, OUT length bigint, OUT last_hash bytea, OUT clock timestamptz)
LANGUAGE plpgsql VOLATILE AS $fn$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('xuzhi read models', 0));
    PERFORM pg_advisory_xact_lock(hashtextextended('xuzhi stream ' || wanted, 0));
    SELECT event.sequence, event.hash INTO length, last_hash
        FROM ledger_event AS event WHERE event.stream = wanted ORDER BY event.sequence DESC LIMIT 1;
    length := coalesce(length, 0);
    clock := clock_timestamp();
END
$fn$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_rights")]

    operations = [migrations.RunSQL(LOCK_STREAM, "DROP FUNCTION ledger_lock_stream(text)")]
