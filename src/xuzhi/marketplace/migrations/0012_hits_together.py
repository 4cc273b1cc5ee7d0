"""What a lookup finds comes as one array: half the work of passing on one row for each."""

from django.db import migrations

HITS = """
DROP FUNCTION marketplace_hits(tsquery[]);
CREATE FUNCTION marketplace_hits(queries tsquery[]) RETURNS TABLE (lookup integer, numbers integer[])
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 20 SET enable_seqscan = off AS $$
BEGIN
    FOR lookup IN 1 .. cardinality(queries) LOOP
        RETURN QUERY SELECT lookup, array_agg(s.number) FROM marketplace_search s WHERE s.vector @@ queries[lookup];
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0011_settled")]

    operations = [migrations.RunSQL(HITS, migrations.RunSQL.noop)]
