"""What was decided lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xuzhi.casework.models import Case
from xuzhi.casework.queries.rows import Rows
from xuzhi.casework.queries.shapes import CaseRow


@dataclass(frozen=True)
class Decided:
    """A case and when it was first decided."""

    case: CaseRow
    decided_at: datetime


def decisions(*, at: datetime, limit: int = 10) -> list[Decided]:
    """The latest first. Two queries, and the calendar where one of them has a clock."""
    rows = Rows(at)
    cases = Case.objects.exclude(decided_at=None).order_by("-decided_at", "number")[:limit]
    return [Decided(rows.row(case), case.decided_at) for case in cases if case.decided_at is not None]
