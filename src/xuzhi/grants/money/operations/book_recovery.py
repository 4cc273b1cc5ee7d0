"""Money that was paid out is to come back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.grants.money.events import RecoveryOrdered, money_stream
from xuzhi.grants.money.operations.book_payment import SOURCE
from xuzhi.grants.money.refusals import OverPaid
from xuzhi.grants.money.standing import standing_of
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record


def book_recovery(
    contract_id: UUID,
    *,
    case_id: UUID,
    number: str,
    firm_ubn: str,
    amount_twd: int,
    ordered_on: date,
    actor: Actor,
    at: datetime,
) -> int:
    """Book it and tell the contract; gives what has been recovered. Never more than was paid out. Raises OverPaid."""
    with transaction.atomic():
        lock_stream(money_stream(contract_id))
        now = standing_of(contract_id)
        left = now.paid - now.recovered
        if amount_twd > left:
            raise OverPaid(amount=amount_twd, left=left)
        ordered = RecoveryOrdered(str(contract_id), str(case_id), number, firm_ubn, amount_twd, ordered_on.isoformat())
        record(money_stream(contract_id), [ordered], actor=actor, at=at)
        after = standing_of(contract_id)
        give_facts(contract_id, after.facts, source=SOURCE, actor=Actor.system(SOURCE), at=at)
    return after.recovered
