"""A sealed file's row is written once: the database refuses to change or remove it, to the owner too."""

from django.db import migrations

WRITE_ONCE = """
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
    RAISE EXCEPTION 'a sealed file stays as it is: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$fn$;

CREATE TRIGGER documents_file_refuses_change BEFORE UPDATE OR DELETE ON documents_file
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER documents_file_refuses_truncate BEFORE TRUNCATE ON documents_file
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
ALTER TABLE documents_file ENABLE ALWAYS TRIGGER documents_file_refuses_change;
ALTER TABLE documents_file ENABLE ALWAYS TRIGGER documents_file_refuses_truncate;
REVOKE UPDATE, DELETE, TRUNCATE ON documents_file FROM xuzhi_app;
"""


class Migration(migrations.Migration):
    # The role and its rights are the ledger's to give.
    dependencies = [("documents", "0001_initial"), ("ledger", "0002_append_only")]

    operations = [migrations.RunSQL(WRITE_ONCE)]
