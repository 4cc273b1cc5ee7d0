"""Awards as they stand: one statement over all cases of a round."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from xuzhi.grants.awarding import CATEGORY, SUBSIDY

_TAKEN = """
    SELECT coalesce(sum((fact.value)::text::bigint), 0)
      FROM casework_givenfact fact
      JOIN casework_case c ON c.id = fact.case_id
      JOIN casework_answer category ON category.case_id = c.id AND category.question = %(question)s
     WHERE fact.name = %(subsidy)s AND c.programme = %(programme)s AND c.kind = %(kind)s AND c.round = %(round)s
       AND category.value #>> '{}' = %(category)s AND c.id <> %(case)s
       AND (c.ended_at IS NULL OR c.outcome = 'approved')
"""


def taken_twd(*, programme: str, kind: str, round_name: str, category: str, besides: UUID) -> int:
    """What other cases of the round and category were awarded and have not lost, in NT dollars."""
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKEN,
            {"question": CATEGORY, "subsidy": SUBSIDY, "programme": programme, "kind": kind, "round": round_name,
             "category": category, "case": besides},
        )  # fmt: skip
        return int(cursor.fetchone()[0])


def awards_stream(programme: str, round_name: str, category: str) -> str:
    """The lock of those who share the money."""
    return f"awards-{programme}-{round_name}-{category}"
