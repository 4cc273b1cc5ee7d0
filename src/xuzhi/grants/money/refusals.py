"""Money that cannot be booked. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class AmountMissing(Refusal):
    """The decision names no amount. Values: number."""

    code = "grants/money.amount_missing"


class InstalmentUnknown(Refusal):
    """The contract has no such instalment. Values: instalment, number, known."""

    code = "grants/money.instalment_unknown"


class InstalmentPaid(Refusal):
    """The instalment was paid already. Values: instalment, number."""

    code = "grants/money.instalment_paid"


class OverInstalment(Refusal):
    """More than the contract sets for the instalment. Values: amount, most."""

    code = "grants/money.over_instalment"


class OverAward(Refusal):
    """More than the contract has left. Values: amount, left, subsidy, paid."""

    code = "grants/money.over_award"


class LineUnknown(Refusal):
    """The contract has no such budget line. Values: lines, known."""

    code = "grants/money.line_unknown"


class OverPaid(Refusal):
    """More would come back than was paid out. Values: amount, left."""

    code = "grants/money.over_paid"
