"""Why a firm that needs an approval first cannot go on: it never had it, or has it no more for now."""

from __future__ import annotations

from collections.abc import Iterable

from xuzhi.casework.approval_refusals import ApprovalNotInForce
from xuzhi.casework.models import Case
from xuzhi.casework.refusals import ApprovalMissing
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind


def approval_refused(rules: Edition, kind: CaseKind, needed: Iterable[Case]) -> ApprovalMissing:
    """The refusal to raise where none of `needed` (the firm's cases of that kind) is approved now.

    It cites the clause by which the case stands where it does, and names the case, whose letter says what to do.
    """
    rule = rules.case(kind.needs_approved)
    paused = next((case for case in needed if decided_otherwise(case)), None)
    if paused is None:
        return ApprovalMissing(kind=kind.title, needed=rule.title, clause=kind.clause or None)
    stage = rule.stage(paused.stage)
    values = {"kind": kind.title, "needed": rule.title, "stage": stage.label, "number": paused.number}
    return ApprovalNotInForce(**values, clause=stage.clause or kind.clause or None)


def decided_otherwise(case: Case) -> bool:
    """Whether something was decided of it that can still be lifted, such as a suspension."""
    return bool(case.outcome) and case.ended_at is None
