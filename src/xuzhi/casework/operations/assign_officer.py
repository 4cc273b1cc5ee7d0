"""A case gets its officer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.operations.assign_cases import assign_cases
from xuzhi.kernel.actor import Actor


def assign_officer(case_id: UUID, officer_id: UUID | str, *, actor: Actor, at: datetime) -> None:
    """Make a person with the role officer answerable for the case. The same person again records nothing.

    Raises CaseUnknown, OfficeOnly, OfficerUnknown.
    """
    assign_cases({case_id: officer_id}, actor=actor, at=at)
