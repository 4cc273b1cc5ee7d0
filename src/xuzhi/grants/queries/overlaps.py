"""Members that more than one applicant names, for the office alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from xuzhi.casework.holding import check_office
from xuzhi.casework.queries.reading import Reading
from xuzhi.kernel.actor import Actor

_OTHERS = """
    SELECT listed.row ->> %(field)s, cases.id, cases.number, cases.firm_name,
           coalesce(listed.row ->> 'name', '')
    FROM casework_answer answers
    JOIN casework_case cases ON cases.id = answers.case_id
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(answers.value) WHEN 'array' THEN answers.value ELSE '[]'::jsonb END
    ) AS listed(row)
    WHERE answers.question = %(question)s AND cases.programme = %(programme)s AND cases.kind = %(kind)s
      AND cases.firm_ubn <> %(firm)s AND cases.submitted_at IS NOT NULL
      AND listed.row ->> %(field)s = ANY(%(mine)s)
    ORDER BY 1, cases.number
"""


@dataclass(frozen=True)
class Other:
    case_id: UUID
    number: str
    firm: str


@dataclass(frozen=True)
class Overlap:
    """A member that other applicants name as well."""

    value: str
    name: str
    others: tuple[Other, ...]


@dataclass(frozen=True)
class Overlaps:
    """Of one list: how many it has, and those that others have, too."""

    label: str
    rows: int
    found: tuple[Overlap, ...]


def overlaps(case_id: UUID, *, actor: Actor, at: datetime) -> list[Overlaps]:
    """Of every list that has a `unique` field, what other firms' submitted cases of the kind list as well (G3.3).

    One query a list. Raises CaseUnknown, OfficeOnly.
    """
    check_office(actor)
    reading = Reading(case_id, actor=actor, at=at)
    told = []
    for question in reading.kind.questions:
        rows = reading.file.folded.facts.get(question.name) if question.unique else None
        if not rows:
            continue
        mine = {str(row[question.unique]): row.get("name") or "" for row in rows if row.get(question.unique)}
        asked: dict[str, Any] = {
            "field": question.unique,
            "question": question.name,
            "programme": reading.case.programme,
            "kind": reading.case.kind,
            "firm": reading.case.firm_ubn,
            "mine": list(mine),
        }
        by_value: dict[str, list[Other]] = {}
        with connection.cursor() as cursor:
            cursor.execute(_OTHERS, asked)
            for value, other, number, firm, _ in cursor.fetchall():
                by_value.setdefault(value, []).append(Other(other, number, firm))
        found = tuple(Overlap(value, mine[value], tuple(others)) for value, others in by_value.items())
        told.append(Overlaps(question.label, len(rows), found))
    return told
