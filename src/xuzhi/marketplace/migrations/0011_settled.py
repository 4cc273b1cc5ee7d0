"""New words wait in a list that every lookup reads to its end, until they are sorted in. Who writes sorts them in: only the
index's owner may, so the function runs as that."""

from django.db import migrations

SETTLE = """
CREATE FUNCTION marketplace_settle() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT gin_clean_pending_list('marketplace_search_vector'::regclass);
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0010_codes_among_words")]

    operations = [
        migrations.RunSQL(SETTLE, "DROP FUNCTION marketplace_settle()"),
        migrations.RunSQL(
            "ALTER FUNCTION marketplace_hits(tsquery[]) ROWS 100000",
            "ALTER FUNCTION marketplace_hits(tsquery[]) ROWS 2000",
        ),
    ]
