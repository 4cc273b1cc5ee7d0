"""The receipt of a submission."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xuzhi.casework.holding import check_may_see, stream_of
from xuzhi.casework.models import Case, Submission
from xuzhi.casework.refusals import CaseUnknown, NothingSubmitted
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.queries import receipt_of


def receipt(case_id: UUID | str, *, actor: Actor, nth: int | None = None) -> dict[str, Any]:
    """What the ledger vouches for: the case's events up to the nth submission (the latest, unless told), with proof.

    Raises CaseUnknown, NotYours, NothingSubmitted.
    """
    case = Case.objects.filter(id=case_id).first()
    if case is None:
        raise CaseUnknown()
    check_may_see(actor, case)
    rows = Submission.objects.filter(case=case)
    row = (rows.filter(nth=nth) if nth is not None else rows.order_by("-nth")).first()
    if row is None:
        raise NothingSubmitted(number=case.number)
    return receipt_of(stream_of(case.id), row.sequence)
