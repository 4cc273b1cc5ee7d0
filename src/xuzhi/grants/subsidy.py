"""How much subsidy a budget can carry, to the dollar, and what holds it there."""

from __future__ import annotations

from dataclasses import dataclass

PERCENT = 100


@dataclass(frozen=True)
class LargestSubsidy:
    """Whole NT dollars; `bound_by` names all that bind at that amount: ceiling, total, own, capital."""

    amount_twd: int
    bound_by: tuple[str, ...]


def largest_subsidy(
    *, total_twd: int, own_twd: int, capital_twd: int, share_percent: int, ceiling_twd: int
) -> LargestSubsidy:
    """The smallest of: the ceiling of a case, the share of the total budget that may be subsidy, the own funds that
    must at least equal it, and the paid-in capital that own funds may not exceed. Amounts are whole NT dollars.
    """
    bounds = {
        "ceiling": ceiling_twd,
        "total": total_twd * share_percent // PERCENT,
        "own": own_twd,
        "capital": capital_twd,
    }
    amount = max(0, min(bounds.values()))
    return LargestSubsidy(amount, tuple(name for name, bound in bounds.items() if bound <= amount))
