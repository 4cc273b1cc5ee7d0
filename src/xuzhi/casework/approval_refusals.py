"""What is refused because an approval does not hold now. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.casework.refusals import ApprovalMissing


class ApprovalNotInForce(ApprovalMissing):
    """What was approved is not in force now, such as a suspension. Values: kind, needed, stage, number."""

    code = "casework.approval_not_in_force"
