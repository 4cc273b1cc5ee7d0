"""An officer answers for a finding that the rules only propose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xuzhi.casework.operations.confirm_findings import confirm_findings
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.outcome import Outcome


def confirm_finding(
    case_id: UUID, check: str, outcome: Outcome | str, *, note: str, actor: Actor, at: datetime
) -> None:
    """Say what stands for one finding; confirm_findings of one, and raises what that raises."""
    confirm_findings(case_id, {check: outcome}, note=note, actor=actor, at=at)
