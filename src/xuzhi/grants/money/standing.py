"""What a contract holds, and what has moved of it: the figures that a booking is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Sum

from xuzhi.casework.queries.answered import answered
from xuzhi.grants.money.models import PAID, RECOVERED, SPENT, Entry

TOTAL, SUBSIDY, OWN = "contract.total", "contract.subsidy", "contract.own"
LINES, INSTALMENTS = "contract.budget_lines", "contract.instalments"


@dataclass(frozen=True)
class Standing:
    """Whole dollars of a contract. `terms` are its answers by question."""

    terms: Mapping[str, Any]
    paid: int
    own_spent: int
    spent: int
    recovered: int
    spent_lines: tuple[Mapping[str, Any], ...] = ()

    @property
    def subsidy(self) -> int:
        return int(self.terms.get(SUBSIDY) or 0)

    @property
    def left(self) -> int:
        """What may still be paid out."""
        return self.subsidy - self.paid

    @property
    def instalments(self) -> list[Mapping[str, Any]]:
        return list(self.terms.get(INSTALMENTS) or ())

    @property
    def lines(self) -> list[Mapping[str, Any]]:
        return list(self.terms.get(LINES) or ())

    @property
    def facts(self) -> dict[str, Any]:
        """What the contract's own case is told."""
        return {
            "contract.paid": self.paid,
            "contract.spent": self.spent,
            "contract.recovered": self.recovered,
            "contract.spent_lines": [dict(each) for each in self.spent_lines],
        }


def standing_of(contract_id: UUID | str) -> Standing:
    """Four queries."""
    spent = (
        Entry.objects.filter(contract_id=contract_id, sort=SPENT)
        .values("line")
        .annotate(subsidy=Sum("amount_twd"), own=Sum("own_twd"))
        .order_by("line")
    )
    sums = {
        sort: (int(amount or 0), int(own or 0))
        for sort, amount, own in Entry.objects.filter(contract_id=contract_id)
        .values("sort")
        .annotate(amount=Sum("amount_twd"), own=Sum("own_twd"))
        .values_list("sort", "amount", "own")
    }
    paid, recovered, both = sums.get(PAID, (0, 0))[0], sums.get(RECOVERED, (0, 0))[0], sums.get(SPENT, (0, 0))
    return Standing(answered(contract_id), paid, both[1], both[0], recovered, tuple(spent))
