"""The database itself keeps the ledger append-only.

Two fences, one behind the other: the role the program runs as has no right to change or remove a ledger row, and
triggers refuse it to everyone else, the owner included. A third trigger refuses an event that does not continue its
stream, and a fourth queues every new event for sealing.
"""

from django.db import migrations

FENCED = ("ledger_event", "ledger_leaf", "ledger_node", "ledger_checkpoint")

ROLE = """
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'xuzhi_app') THEN
        BEGIN
            CREATE ROLE xuzhi_app NOLOGIN;
        EXCEPTION
            WHEN duplicate_object OR unique_violation THEN NULL;  -- another database of the cluster was quicker
        END;
    END IF;
    IF NOT pg_has_role(current_user, 'xuzhi_app', 'MEMBER') THEN
        EXECUTE format('GRANT xuzhi_app TO %I', current_user);
    END IF;
END
$do$;
"""

RIGHTS = """
DO $do$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO xuzhi_app', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO xuzhi_app', current_schema());
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO xuzhi_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO xuzhi_app',
                   current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO xuzhi_app',
                   current_schema());
END
$do$;
"""

REFUSE_CHANGE = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$fn$;
"""

CONTINUE_STREAM = """
CREATE FUNCTION ledger_continue_stream() RETURNS trigger LANGUAGE plpgsql AS $fn$
DECLARE
    last bytea;
BEGIN
    IF NEW.sequence = 1 THEN
        last := decode(repeat('00', 32), 'hex');
    ELSE
        SELECT hash INTO last FROM ledger_event WHERE stream = NEW.stream AND sequence = NEW.sequence - 1;
    END IF;
    IF last IS NULL OR last <> NEW.previous_hash THEN
        RAISE EXCEPTION 'event % of stream % does not continue the stream', NEW.sequence, NEW.stream
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$fn$;

CREATE TRIGGER ledger_event_continues_stream BEFORE INSERT ON ledger_event
    FOR EACH ROW EXECUTE FUNCTION ledger_continue_stream();
"""

QUEUE_FOR_SEALING = """
CREATE FUNCTION ledger_queue_for_sealing() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    INSERT INTO ledger_unsealed (position) SELECT position FROM recorded;
    RETURN NULL;
END
$fn$;

CREATE TRIGGER ledger_event_queues_for_sealing AFTER INSERT ON ledger_event
    REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION ledger_queue_for_sealing();
"""


def fence(table: str) -> str:
    """Triggers fire ALWAYS: also where session_replication_role would silence ordinary ones."""
    return f"""
    REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM xuzhi_app;
    REVOKE ALL ON {table} FROM PUBLIC;
    CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
    CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_refuses_change;
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_refuses_truncate;
    """


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    # There is no way back: undoing this migration would open the ledger.
    operations = [
        migrations.RunSQL(ROLE),
        migrations.RunSQL(RIGHTS),
        migrations.RunSQL(REFUSE_CHANGE),
        migrations.RunSQL(CONTINUE_STREAM),
        migrations.RunSQL(QUEUE_FOR_SEALING),
        migrations.RunSQL([fence(table) for table in FENCED]),
    ]
