"""The lookups of a search, each by the index.

The planner does not count what it costs to fetch a vector that lies outside its row, and would rather read every row
for a common word. Within this function it may not.
"""

from django.db import migrations

HITS = """
CREATE FUNCTION marketplace_hits(queries tsquery[]) RETURNS TABLE (lookup integer, number integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 2000 SET enable_seqscan = off AS $$
BEGIN
    FOR lookup IN 1 .. cardinality(queries) LOOP
        RETURN QUERY SELECT lookup, s.number FROM marketplace_search s WHERE s.vector @@ queries[lookup];
    END LOOP;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("marketplace", "0007_connections")]

    operations = [migrations.RunSQL(HITS, "DROP FUNCTION marketplace_hits(tsquery[])")]
