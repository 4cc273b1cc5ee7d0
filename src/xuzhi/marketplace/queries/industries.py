"""How many solutions are listed for each industry."""

from __future__ import annotations

from django.db import connection

from xuzhi.casework.queries.editions import programmes
from xuzhi.marketplace import facets as read
from xuzhi.marketplace.queries.search import Labels

INDUSTRY = "industry"


def listings_by_industry(programme: str = "") -> list[tuple[str, str, int]]:
    """(code, label, listings) of what stands in the catalogue now, the most first; a solution for several industries
    counts in each. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select split_part(code, ':', 2), count(*) from marketplace_search s"
            " join marketplace_listing l on l.id = s.listing_id cross join unnest(s.facets) code"
            " where split_part(code, ':', 1) = %(facet)s and (%(programme)s = '' or l.programme = %(programme)s)"
            " group by 1 order by 2 desc, 1",
            {"facet": INDUSTRY, "programme": programme},
        )
        found = cursor.fetchall()
    labels = Labels(programmes())
    return [(code, labels.word(read.CODED[INDUSTRY], code), count) for code, count in found]
