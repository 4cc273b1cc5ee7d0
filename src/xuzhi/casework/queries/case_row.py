"""One case as a row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.holding import check_may_see
from xuzhi.casework.models import Case
from xuzhi.casework.queries.rows import Rows
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.kernel.actor import Actor


def case_row(case_id: UUID | str, *, actor: Actor, at: datetime) -> CaseRow:
    """Where the case stands. Raises CaseUnknown, NotYours."""
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseUnknown()
    check_may_see(actor, case)
    return Rows(at).row(case)
