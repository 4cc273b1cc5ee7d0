"""What the platform itself knows of a firm and a case: one journey to the database for all of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

_KNOWN = """
    SELECT
        (SELECT count(*) FROM casework_case
         WHERE programme = %(programme)s AND kind = %(kind)s AND firm_ubn = %(firm)s AND round = %(round)s
         AND submitted_at IS NOT NULL AND id IS DISTINCT FROM %(case)s::uuid),
        (SELECT json_agg(json_build_object('from_on', from_on, 'until_on', until_on, 'reason', reason)
                         ORDER BY from_on, position)
         FROM casework_bar WHERE programme = %(programme)s AND firm_ubn = %(firm)s),
        ARRAY(SELECT DISTINCT kind FROM casework_case
              WHERE programme = %(programme)s AND firm_ubn = %(firm)s AND outcome = ANY(%(approved)s)),
        (SELECT max(due_on) FROM casework_clock WHERE case_id = %(case)s::uuid AND state = 'running'),
        (SELECT json_object_agg(name, value) FROM casework_givenfact WHERE case_id = %(case)s::uuid)
"""


@dataclass(frozen=True)
class Known:
    """`others_submitted` counts other cases of the kind in the round; `given` are facts that other rooms told."""

    others_submitted: int
    bars: list[dict[str, str]]
    approved: frozenset[str]
    valid_until: date | None
    given: dict[str, Any]


def known_of(
    programme: str, kind: str, case_id: UUID | None, *, firm_ubn: str, round_name: str, approved: Collection[str]
) -> Known:
    """`approved` are the outcomes that count as approved; without a case there is nothing that belongs to one."""
    asked = {
        "programme": programme,
        "kind": kind,
        "case": case_id,
        "firm": firm_ubn,
        "round": round_name,
        "approved": list(approved),
    }
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, asked)
        others, bars, kinds, valid_until, given = cursor.fetchone()
    return Known(others, bars or [], frozenset(kinds), valid_until, given or {})
