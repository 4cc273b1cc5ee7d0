"""The rights of the role the program runs as, as a function of the database: a restored database calls it again.

Every table is open to the role but the fenced ones, which are those with a trigger that refuses change.
"""

from django.db import migrations

GRANT_RIGHTS = r"""
CREATE FUNCTION ledger_grant_rights() RETURNS void LANGUAGE plpgsql AS $fn$
DECLARE
    place text := current_schema();
    fenced regclass;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'xuzhi_app') THEN
        CREATE ROLE xuzhi_app NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'xuzhi_app', 'MEMBER') THEN
        EXECUTE format('GRANT xuzhi_app TO %I', current_user);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO xuzhi_app', place);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO xuzhi_app', place);
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO xuzhi_app', place);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO xuzhi_app', place);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO xuzhi_app', place);
    FOR fenced IN SELECT tgrelid FROM pg_trigger WHERE tgname LIKE '%\_refuses\_change' LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM xuzhi_app', fenced);
    END LOOP;
END
$fn$;

REVOKE EXECUTE ON FUNCTION ledger_grant_rights() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [migrations.RunSQL(GRANT_RIGHTS)]
