"""The files behind snapshots are evidence: the program's role may not change them, and a trigger refuses everyone."""

from django.db import migrations

FENCE = """
REVOKE UPDATE, DELETE, TRUNCATE ON registers_snapshotfile FROM xuzhi_app;
CREATE TRIGGER registers_snapshotfile_refuses_change BEFORE UPDATE OR DELETE ON registers_snapshotfile
    FOR EACH ROW EXECUTE FUNCTION registers_refuse_change();
CREATE TRIGGER registers_snapshotfile_refuses_truncate BEFORE TRUNCATE ON registers_snapshotfile
    FOR EACH STATEMENT EXECUTE FUNCTION registers_refuse_change();
"""

REFUSE_CHANGE = """
CREATE FUNCTION registers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    RAISE EXCEPTION 'a snapshot file is evidence: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$fn$;
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_first"), ("ledger", "0002_append_only")]

    operations = [migrations.RunSQL(REFUSE_CHANGE), migrations.RunSQL(FENCE)]
