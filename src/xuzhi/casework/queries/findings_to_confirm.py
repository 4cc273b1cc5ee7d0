"""Which findings wait for an officer's word."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from xuzhi.casework.models import FindingRow
from xuzhi.kernel.outcome import Outcome


def findings_to_confirm(case_id: UUID | str) -> list[str]:
    """The checks that a person must confirm and has not, and those that nobody could determine; one query."""
    waiting = Q(needs_confirmation=True, confirmed_at=None) | Q(stands=Outcome.UNDETERMINED.value)
    rows = FindingRow.objects.filter(waiting, case_id=case_id).order_by("order")
    return list(rows.values_list("check_name", flat=True))
