"""What can happen to the money of a contract. Streams: `money-<contract's case id>`; amounts are whole NT dollars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xuzhi.ledger.events import Event

type Json = Any


def money_stream(contract_id: object) -> str:
    return f"money-{contract_id}"


@dataclass(frozen=True)
class PaymentMade(Event):
    """An instalment of the contract was paid out on a claim. `paid_on` is an ISO day."""

    contract_id: str
    case_id: str
    number: str
    firm_ubn: str
    instalment: int
    amount_twd: int
    paid_on: str
    reference: str = ""


@dataclass(frozen=True)
class ExpensesAccepted(Event):
    """What a report says was spent counts. `lines` are [{line, subsidy_twd, own_twd}], summed by budget line."""

    contract_id: str
    case_id: str
    number: str
    firm_ubn: str
    lines: list[dict[str, Json]]
    accepted_on: str


@dataclass(frozen=True)
class RecoveryOrdered(Event):
    """Money that was paid out is to come back, by the decision of a breach (G10.5)."""

    contract_id: str
    case_id: str
    number: str
    firm_ubn: str
    amount_twd: int
    ordered_on: str
